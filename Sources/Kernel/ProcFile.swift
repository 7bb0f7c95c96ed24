private import Glibc
package import SystemPackage

/// Files in `/proc`, which report no size and are read to the end.
package enum ProcFile {
  /// All bytes of a file.
  ///
  /// The C functions are `open` and `read`.
  package static func read(_ path: FilePath) throws(ReadProblem) -> [UInt8] {
    do throws(Errno) {
      let file = try FileDescriptor.open(path, flags: O_RDONLY)
      defer { try? file.close() }
      return try file.readToEnd()
    } catch {
      throw ReadProblem(path, .failed(error))
    }
  }
}
