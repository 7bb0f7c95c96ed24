/// One word of a command line: bytes, which need not be UTF-8.
package struct Argument: ExpressibleByStringInterpolation {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(stringLiteral text: String) { bytes = Array(text.utf8) }
}

extension [Argument] {
  /// Calls `body` with the words as C has them, a null pointer behind the last.
  package func withCStrings<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws -> Result
  ) rethrows -> Result {
    let all = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: count + 1)
    defer { all.deallocate() }
    for (index, word) in enumerated() {
      let text = UnsafeMutablePointer<CChar>.allocate(capacity: word.bytes.count + 1)
      for (place, byte) in word.bytes.enumerated() { text[place] = CChar(bitPattern: byte) }
      text[word.bytes.count] = 0
      all[index] = text
    }
    all[count] = nil
    defer { for index in 0..<count { all[index]?.deallocate() } }
    return try body(all)
  }
}
