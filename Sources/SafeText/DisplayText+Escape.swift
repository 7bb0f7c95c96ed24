extension DisplayText {
  /// Makes text from untrusted bytes; see ``append(escaping:in:)``.
  package init(escaping bytes: some Sequence<UInt8>, in charset: Charset) {
    self.init()
    append(escaping: bytes, in: charset)
  }

  /// Appends untrusted bytes; everything except plain printable text becomes a visible escape.
  ///
  /// These are escaped:
  /// - control characters (C0, DEL, C1) and the backslash;
  /// - invisible and direction-changing characters (Cf and Unicode's default-ignorables);
  /// - line and paragraph separators, spaces other than U+0020, and a space at either end;
  /// - private and unassigned code points;
  /// - combining marks without a base, and those beyond two on one base;
  /// - bytes that are not UTF-8;
  /// - in ``Charset/ascii``, everything beyond ASCII.
  ///
  /// The forms are `\\`, `\n`, `\t`, `\r`, `\e`, `\xNN` for one byte and `\u{N}` for one character:
  /// the bytes `61 1b ff` → `a\e\xff`. Nothing is dropped, and two different inputs never give the
  /// same text: ``bytes(unescaping:)`` returns the original bytes.
  package mutating func append(escaping bytes: some Sequence<UInt8>, in charset: Charset) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      escape(buffer, in: charset)
    }
    if done == nil { Array(bytes).withUnsafeBufferPointer { escape($0, in: charset) } }
  }

  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, in charset: Charset) {
    var position = 0
    var marksOnBase = Self.maxMarksPerBase
    while position < bytes.count {
      // Most names need no escapes.
      let plain = bytes[position...].prefix { Self.isPlain($0) }
      if !plain.isEmpty {
        append(ascii: UnsafeBufferPointer(rebasing: plain))
        marksOnBase = 0
        position = plain.endIndex
        continue
      }
      let byte = bytes[position]
      if byte < 0x80 {
        let isOuterSpace =
          byte == UInt8(ascii: " ") && (position == 0 || position == bytes.count - 1)
        append(escapingASCII: byte, visibly: isOuterSpace)
        marksOnBase = byte == UInt8(ascii: "\\") ? 0 : Self.maxMarksPerBase
        position += 1
        continue
      }
      guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position) else {
        append(escapedByte: byte)
        marksOnBase = Self.maxMarksPerBase
        position += 1
        continue
      }
      position += length
      switch charset == .ascii ? .unsafe : scalar.presentation {
      case .base:
        append(scalar: scalar, columns: scalar.terminalColumns)
        marksOnBase = 0
      case .mark where marksOnBase < Self.maxMarksPerBase:
        append(scalar: scalar, columns: 0)
        marksOnBase += 1
      case .mark, .unsafe:
        append(literal: "\\u{")
        append(hex: UInt64(scalar.value))
        append(literal: "}")
        marksOnBase = Self.maxMarksPerBase
      }
    }
  }

  /// Whether a byte is never escaped, whatever its position.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x21..<0x7f).contains(byte) && byte != UInt8(ascii: "\\")
  }

  /// The largest number of combining marks on one character: a screen cell has room for two.
  static let maxMarksPerBase = 2

  private mutating func append(escapingASCII byte: UInt8, visibly: Bool) {
    switch byte {
    case UInt8(ascii: "\\"): append(literal: "\\\\")
    case UInt8(ascii: "\n"): append(literal: "\\n")
    case UInt8(ascii: "\t"): append(literal: "\\t")
    case UInt8(ascii: "\r"): append(literal: "\\r")
    case 0x1b: append(literal: "\\e")
    case 0x20..<0x7f where !visibly: append(ascii: byte)
    default: append(escapedByte: byte)
    }
  }

  private mutating func append(escapedByte byte: UInt8) {
    append(literal: "\\x")
    append(hex: UInt64(byte), width: 2)
  }
}
