internal import Contents
internal import SystemPackage

/// Bytes as they are, on standard output.
struct RawOutput: ContentsSink {
  private let zeros = [UInt8](repeating: 0, count: 1 << 17)
  /// So many that progress is seen, and that the segment is looked after.
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
