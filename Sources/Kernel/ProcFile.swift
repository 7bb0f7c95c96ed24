private import Glibc
package import SystemPackage

/// Reads files in `/proc`, which report no size.
package enum ProcFile {
  /// All bytes of a file, read to its end.
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
