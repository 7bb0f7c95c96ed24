internal import Canvas
internal import SafeText

/// What kind of byte one is, which its colour and its shape beside the digits tell.
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

  /// What stands for a byte in the text; `nil` for one that stands for itself.
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
  /// Appends what a byte looks like in the text beside the digits, in one column.
  mutating func append(byte: UInt8, in charset: Charset) {
    if let glyph = ByteClass(byte).glyph {
      append(glyph, in: charset)
    } else {
      append(repeating: byte, count: 1)
    }
  }
}
