/// The request to a terminal to put a text into its clipboard, with the control sequence OSC 52.
///
/// It works through ssh too. Terminals need not allow it, and none says whether it did.
package enum Clipboard {
  /// The most bytes of a text: with them the sequence has 100,000 bytes, which most terminals take.
  package static let most = 74_994

  /// The sequence `ESC ] 52 ; c ; BASE64 BEL`; `nil` if the text is too long.
  ///
  ///     ab → ESC ] 52 ; c ; YWI= BEL
  package static func sequence(for text: [UInt8]) -> [UInt8]? {
    guard text.count <= most else { return nil }
    return Array("\u{1b}]52;c;".utf8) + base64(text) + [0x07]
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Base64 as in RFC 4648, with padding.
  package static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start...].prefix(3)
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        text.append(
          index <= group.count
            ? digits[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
      }
    }
    return text
  }
}
