private import Glibc
package import SystemPackage

/// Files of `/proc`, which have no size and are read until their end.
package enum ProcFile {
  /// All bytes of a file.
  ///
  /// The C functions are `open` and `read`.
  package static func read(_ path: FilePath) throws(ReadProblem) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      return try file.readToEnd()
    } catch {
      throw ReadProblem(path, .failed(error as? Errno ?? .ioError))
    }
  }
}

extension FileDescriptor {
  /// All bytes of a file of `/proc` below this directory.
  package func contents(of path: String) throws(Errno) -> [UInt8] {
    let file = openat(rawValue, path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Errno(rawValue: errno) }
    defer { Glibc.close(file) }
    return try FileDescriptor(rawValue: file).readToEnd()
  }

  /// All bytes from here to the end of a file that has no size.
  package func readToEnd() throws(Errno) -> [UInt8] {
    do {
      // The kernel gives a page of text at a time, however much is asked for. Most files are
      // shorter: a second page has room for the read that finds their end.
      var bytes = [UInt8](repeating: 0, count: 8192)
      var used = 0
      while true {
        if bytes.count - used < 4096 {
          bytes += [UInt8](repeating: 0, count: bytes.count)
        }
        let got = try bytes.withUnsafeMutableBytes { buffer in
          try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[used...]))
        }
        if got == 0 { break }
        used += got
      }
      bytes.removeLast(bytes.count - used)
      return bytes
    } catch {
      throw error as? Errno ?? .ioError
    }
  }
}
