private import Glibc
package import SystemPackage

extension FileDescriptor {
  /// Fills memory from an offset on; less of it only where the file ends.
  package func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from offset: Int64
  ) throws(Errno) -> Int {
    // No file reaches beyond the largest offset, and the kernel refuses to look there.
    let count = min(buffer.count, Int(Int64.max - offset))
    var done = 0
    while done < count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<count])
      let got = Glibc.pread(rawValue, rest.baseAddress, rest.count, Int(offset) + done)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { throw Errno(rawValue: errno) }
      if got == 0 { break }
      done += got
    }
    return done
  }
}
