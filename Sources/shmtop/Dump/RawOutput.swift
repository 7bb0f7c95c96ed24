internal import Contents
internal import Kernel
internal import SystemPackage

/// Unchanged bytes, on standard output.
struct RawOutput: ContentsSink {
  private let zeros = [UInt8](repeating: 0, count: 1 << 17)
  /// Small enough that progress is shown and the segment is checked often.
  let longestHole: UInt64 = 1 << 24

  func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) { try StandardOutput.stream(bytes) }

  func writeHole(_ count: UInt64) throws(Errno) {
    try throwingErrno {
      try zeros.withUnsafeBytes { zeros in
        var rest = count
        while rest > 0 {
          let some = min(rest, UInt64(zeros.count))
          try StandardOutput.stream(UnsafeRawBufferPointer(rebasing: zeros[..<Int(some)]))
          rest -= some
        }
      }
    }
  }

  func finish() {}
}
