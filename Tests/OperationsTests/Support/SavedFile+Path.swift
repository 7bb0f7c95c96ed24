import Contents
import Kernel
import Operations
import SystemPackage

extension SavedFile {
  /// Opens a file by its path.
  convenience init(_ path: FilePath) throws {
    try self.init(
      path.lastComponent.map { Array($0.string.utf8) } ?? [],
      in: .open(path.removingLastComponent()))
  }
}
