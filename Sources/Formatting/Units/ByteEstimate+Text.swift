package import SafeText
package import SharedMemory

extension DisplayText {
  /// Appends a number of bytes, or its bounds: `≥4K`, `≤8G`, `?`.
  package mutating func append(_ estimate: ByteEstimate, _ format: FormatOptions) {
    if let bytes = estimate.bytes { return append(bytes: bytes, in: format.units) }
    if estimate.least > 0 {
      append(.atLeast, in: format.charset)
      append(bytes: estimate.least, in: format.units)
    } else if let most = estimate.most {
      append(.atMost, in: format.charset)
      append(bytes: most, in: format.units)
    } else {
      appendUnknown()
    }
  }

  /// A number of bytes for a sentence: `8.0 GiB`, rounded down.
  package init(spelling bytes: UInt64) {
    self.init()
    guard bytes >= 1024 else {
      append(counted: bytes, "byte")
      return
    }
    let exponent = (UInt64.bitWidth - 1 - bytes.leadingZeroBitCount) / 10
    let shift = 10 * exponent
    let whole = bytes >> shift
    append(whole)
    if whole < 100 {
      append(literal: ".")
      append((bytes & (1 << shift - 1)) >> (shift - 10) * 10 / 1024)
    }
    append(literal: " ")
    append(repeating: Array("KMGTPE".utf8)[exponent - 1], count: 1)
    append(literal: "iB")
  }
}
