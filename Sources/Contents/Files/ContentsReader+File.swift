internal import Kernel
package import SystemPackage

extension ContentsReader {
  /// Opens a file of the user for reading, such as a saved segment.
  ///
  /// A symbolic link is not followed, and a file that another user could have written is refused.
  ///
  /// Why: Decisions/63-directories-of-others.md
  package static func open(file path: FilePath) throws(PathRefusal) -> ContentsReader {
    guard let last = path.lastComponent, last.kind == .regular else {
      throw .failed(path, .isDirectory)
    }
    do throws(PathRefusal) {
      let directory = try TrustedDirectory.open(path.removingLastComponent())
      return ContentsReader(
        file: try directory.open(FilePath(root: nil, components: last).bytes))
    } catch {
      throw error.named(path)
    }
  }
}
