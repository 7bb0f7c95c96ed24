package import Formatting
internal import SafeText

extension ByteCount {
  /// A size, an offset or a length as users type it: `4096`, `0x1000`, `4K`.
  package init(typed text: [UInt8]) throws(TypedProblem) {
    do throws(Problem) { try self.init(text, .inFile) } catch {
      throw TypedProblem(
        "expected a number of bytes below 2^63, such as 4096, 0x1000, 4K, 1M or 2G")
    }
  }
}
