internal import TestSupport
internal import Testing

/// A name made to do harm where it is written to a terminal or a log as it is.
enum HostileName: String, CaseIterable, CustomTestStringConvertible {
  case title, newline, escapedC1, rawC1, override, invalid, dash, backslash, longest

  static var all: [HostileName] { allCases }

  /// The bytes of an unused name of this sort.
  func bytes() -> [UInt8] {
    let own = Array(Unique.name().utf8)
    return switch self {
    case .title: own + Array("\u{1b}]2;pwned\u{7}".utf8)
    case .newline: own + Array("\nroot\r\tx".utf8)
    case .escapedC1: own + Array("\u{9b}2J\u{9d}0;pwned\u{9c}".utf8)
    case .rawC1: own + [0x9b] + Array("2J".utf8)
    case .override: own + Array("\u{202e}gpj.exe\u{2066}\u{200f}".utf8)
    case .invalid: own + [0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]
    case .dash: [UInt8(ascii: "-")] + own
    case .backslash: own + Array("\\e[2J\\x1b\\".utf8)
    case .longest: own + Array(repeating: 0x07, count: 255 - own.count)
    }
  }

  /// The harmless beginning of a file's name, which no other segment has.
  func prefix(of file: TestSegment) -> String {
    let end = file.bytes.firstIndex(of: UInt8(ascii: "t")) ?? file.bytes.endIndex - 1
    return String(decoding: file.bytes[...end], as: UTF8.self)
  }

  var testDescription: String { rawValue }
}

extension [UInt8] {
  /// The bytes and characters that may not reach a terminal, as one sees them in a message.
  func unsafeParts(allowing allowed: Set<UInt8>) -> [String] {
    guard let text = String(validating: self, as: UTF8.self) else { return ["invalid UTF-8"] }
    let bidirectional: Set<UInt32> = [0x61c, 0x200e, 0x200f, 0x2028, 0x2029]
    return text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0..<0x20: !allowed.contains(UInt8(scalar.value))
      case 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
      case let value: bidirectional.contains(value)
      }
    }.map { "U+" + String($0.value, radix: 16) }
  }
}
