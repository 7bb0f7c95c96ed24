/// One row of a hex dump, as `hexdump -C` writes it.
///
///     00000010  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00  |.ELF............|
///
/// Why: Decisions/36-fast-paths.md
package enum HexRow {
  /// Bytes in a row.
  package static var width: Int { 16 }
  /// The length of the longest row, in characters.
  package static var longest: Int { 16 + Part.end }

  /// The columns of the parts of a row, counted from the end of its offset.
  private enum Part {
    static var bytes: Int { 2 }
    /// One more space separates the halves.
    static var secondHalf: Int { bytes + 3 * 8 + 1 }
    static var text: Int { secondHalf + 3 * 8 + 1 }
    static var end: Int { text + 1 + 16 + 2 }
  }

  /// Writes a row of up to 16 bytes and a newline, and returns its length.
  package static func write(
    _ bytes: UnsafeRawBufferPointer, at offset: UInt64, to row: UnsafeMutableRawPointer
  ) -> Int {
    guard let start = bytes.baseAddress, bytes.count < width else {
      return bytes.baseAddress.map { write($0, at: offset, to: row) } ?? 0
    }
    // Missing bytes are left blank, and the text ends after the last byte.
    var whole = (UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &whole) {
      $0.copyBytes(from: UnsafeRawBufferPointer(start: start, count: bytes.count))
    }
    let length = withUnsafeBytes(of: &whole) { buffer in
      buffer.baseAddress.map { write($0, at: offset, to: row) } ?? 0
    }
    let body = row + (length - Part.end)
    let blank = Part.bytes + 3 * bytes.count + (bytes.count >= 8 ? 1 : 0)
    (body + blank).initializeMemory(
      as: UInt8.self, repeating: UInt8(ascii: " "), count: Part.text - blank)
    finish(body + Part.text + 1 + bytes.count)
    return length - (width - bytes.count)
  }

  /// Writes a row of 16 bytes and a newline, and returns its length.
  @inline(__always)
  static func write(
    _ bytes: UnsafeRawPointer, at offset: UInt64, to row: UnsafeMutableRawPointer
  ) -> Int {
    let offsetDigits = write(offset: offset, to: row)
    let body = row + offsetDigits
    body.storeBytes(of: 0x2020, as: UInt16.self)
    let bytes = bytes.loadUnaligned(as: SIMD16<UInt8>.self)
    // Each byte becomes two digits, the high one first.
    let pairs = unsafeBitCast(bytes, to: SIMD8<UInt16>.self)
    let even = digits(of: pairs & 0xff)
    let odd = digits(of: pairs &>> 8)
    store(even[0], odd[0], to: body + Part.bytes)
    store(even[1], odd[1], to: body + Part.secondHalf)
    let text = body + Part.text
    text.storeBytes(of: UInt8(ascii: "|"), as: UInt8.self)
    (text + 1).storeBytes(of: plain(bytes), as: SIMD16<UInt8>.self)
    finish(text + 17)
    return offsetDigits + Part.end
  }

  /// Writes an offset in eight hexadecimal digits or more, and returns how many.
  @inline(__always)
  static func write(offset: UInt64, to row: UnsafeMutableRawPointer) -> Int {
    var row = row
    let high = offset >> 32
    let more = high == 0 ? 0 : (67 - high.leadingZeroBitCount) / 4
    for place in (0..<more).reversed() {
      let value = UInt8(truncatingIfNeeded: high >> UInt64(4 * place)) & 15
      row.storeBytes(of: value < 10 ? value + 0x30 : value + 0x57, as: UInt8.self)
      row += 1
    }
    // The digits are spread out in three steps, until each has a byte of its own.
    var digits = offset & 0xffff_ffff
    digits = (digits | digits << 16) & 0x0000_ffff_0000_ffff
    digits = (digits | digits << 8) & 0x00ff_00ff_00ff_00ff
    digits = (digits | digits << 4) & 0x0f0f_0f0f_0f0f_0f0f
    let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    let text = digits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    row.storeBytes(of: text.bigEndian, as: UInt64.self)
    return more + 8
  }

  /// The digits of eight bytes, four bytes in each word.
  @inline(__always)
  private static func digits(of bytes: SIMD8<UInt16>) -> SIMD2<UInt64> {
    let values = unsafeBitCast((bytes &>> 4 | bytes &<< 8) & 0x0f0f, to: SIMD16<UInt8>.self)
    let isLetter = 0 &- ((values &+ 6) &>> 4)
    return unsafeBitCast(values &+ 0x30 &+ (isLetter & 0x27), to: SIMD2<UInt64>.self)
  }

  /// The bytes, with a dot in place of each that is not printable ASCII.
  @inline(__always)
  private static func plain(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
    let place = bytes &- 0x20
    let isOther = 0 &- ((place | ((place & 0x7f) &+ 0x21)) &>> 7)
    return (bytes & ~isOther) | (isOther & SIMD16(repeating: UInt8(ascii: ".")))
  }

  /// Stores the digits of eight bytes, with a space after each and one more at the end.
  ///
  /// It stores two bytes at a time. The two characters after their six are overwritten later, or
  /// are spaces.
  @inline(__always)
  private static func store(_ even: UInt64, _ odd: UInt64, to place: UnsafeMutableRawPointer) {
    for pair in 0..<4 {
      let first = even >> UInt64(16 * pair) & 0xffff
      let second = odd >> UInt64(16 * pair) & 0xffff
      let text = first | second << 24 | 0x2020_2000_0020_0000
      (place + 6 * pair).storeBytes(of: text, as: UInt64.self)
    }
  }

  @inline(__always)
  private static func finish(_ place: UnsafeMutableRawPointer) {
    place.storeBytes(of: UInt8(ascii: "|"), as: UInt8.self)
    (place + 1).storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
  }
}
