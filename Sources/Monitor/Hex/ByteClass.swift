internal import Canvas
internal import SafeText

/// The class of a byte, shown by its colour and by its glyph in the text column.
enum ByteClass: Equatable {
  case zero, printable, space, control, high

  init(_ byte: UInt8) {
    self =
      switch byte {
      case 0: .zero
      case 0x09...0x0d: .space
      case 0x20..<0x7f: .printable
      case 0x80...: .high
      default: .control
      }
  }

  var style: Style {
    switch self {
    case .zero: .zeroByte
    case .printable: .printableByte
    case .space: .spaceByte
    case .control: .controlByte
    case .high: .highByte
    }
  }

  /// The glyph for such a byte in the text column; `nil` for a printable byte, which is shown as
  /// itself.
  var glyph: Glyph? {
    switch self {
    case .zero: .zeroByte
    case .printable: nil
    case .space: .spaceByte
    case .control: .controlByte
    case .high: .highByte
    }
  }
}

extension DisplayText {
  /// Appends the character or glyph of a byte, one column wide.
  mutating func append(byte: UInt8, in charset: Charset) {
    if let glyph = ByteClass(byte).glyph {
      append(glyph, in: charset)
    } else {
      append(repeating: byte, count: 1)
    }
  }
}
