internal import Contents
internal import SystemPackage

/// Unchanged bytes, on standard output.
struct RawOutput: ContentsSink {
  private let zeros = [UInt8](repeating: 0, count: 1 << 17)
  /// Small enough that progress is shown and the segment is checked often.
  let longestHole: UInt64 = 1 << 24

  func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) { try StandardOutput.write(bytes) }

  func writeHole(_ count: UInt64) throws(Errno) {
    var rest = count
    while rest >= zeros.count {
      try StandardOutput.write(zeros)
      rest -= UInt64(zeros.count)
    }
    try StandardOutput.write(Array(zeros[..<Int(rest)]))
  }

  func finish() {}
}
