/// Decodes strict UTF-8, by the table in section 3.9 of the Unicode Standard.
///
/// Overlong forms, surrogates and code points above U+10FFFF are rejected.
enum UTF8Decoding {
  /// The character at `position` and its length in bytes: `c3 a9` → U+00E9, 2.
  ///
  /// `nil` if the bytes are not UTF-8: `c0 80`, `ed a0 80`.
  static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (Unicode.Scalar, length: Int)? {
    let first = bytes[position]
    let length: Int
    let smallest: UInt32
    var value: UInt32
    switch first {
    case 0x00..<0x80: (length, smallest, value) = (1, 0, UInt32(first))
    case 0xc2..<0xe0: (length, smallest, value) = (2, 0x80, UInt32(first & 0x1f))
    case 0xe0..<0xf0: (length, smallest, value) = (3, 0x800, UInt32(first & 0x0f))
    case 0xf0..<0xf5: (length, smallest, value) = (4, 0x10000, UInt32(first & 0x07))
    default: return nil
    }
    guard position + length <= bytes.count else { return nil }
    for next in bytes[(position + 1)..<(position + length)] {
      guard next & 0xc0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3f)
    }
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}
