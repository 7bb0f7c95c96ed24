extension DisplayText {
  /// The bytes that ``append(escaping:in:)`` writes as `text`: `a\e\xff` → `61 1b ff`.
  ///
  /// `nil` if `text` contains an escape that is never written, such as `\q` or `\x1`.
  package static func bytes(unescaping text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "e"): bytes.append(0x1b)
      case UInt8(ascii: "x"):
        let digits = rest.prefix(2)
        guard digits.count == 2, let value = hexadecimal(digits) else { return nil }
        bytes.append(UInt8(truncatingIfNeeded: value))
        rest = rest.dropFirst(2)
      case UInt8(ascii: "u"):
        guard rest.popFirst() == UInt8(ascii: "{") else { return nil }
        let digits = rest.prefix { $0 != UInt8(ascii: "}") }
        guard digits.count <= 6, let value = hexadecimal(digits),
          let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar)
        else { return nil }
        rest = rest.dropFirst(digits.count)
        guard rest.popFirst() == UInt8(ascii: "}") else { return nil }
        bytes += encoded
      default: return nil
      }
    }
    return bytes
  }

  private static func hexadecimal(_ digits: some Collection<UInt8>) -> UInt32? {
    let isPlain = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    return isPlain ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
  }
}
