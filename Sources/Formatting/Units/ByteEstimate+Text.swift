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
}
