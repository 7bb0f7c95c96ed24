internal import Kernel

/// A pattern for the names of POSIX segments, without the slash before them.
///
/// `*` stands for any bytes, `<n>` for decimal digits, `<hex>` for hexadecimal ones and `<pid>` for
/// decimal digits that are the PID of the creator. Every other character matches itself.
///
/// Why: Decisions/12-parsing-hostile-text.md
struct NamePattern: Hashable, Sendable, ExpressibleByStringLiteral {
  private enum Part: Hashable, Sendable {
    case byte(UInt8)
    case anything
    case decimal
    case hexadecimal
    case process
  }

  private let parts: [Part]

  init(stringLiteral pattern: StaticString) {
    var rest = pattern.withUTF8Buffer { Array($0) }[...]
    var parts: [Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): parts.append(.anything)
      case UInt8(ascii: "<"):
        let word = rest.prefix { $0 != UInt8(ascii: ">") }
        rest = rest.dropFirst(word.count + 1)
        parts.append(
          word.elementsEqual("pid".utf8)
            ? .process : word.elementsEqual("hex".utf8) ? .hexadecimal : .decimal)
      default: parts.append(.byte(byte))
      }
    }
    self.parts = parts
  }

  /// The result of a match.
  struct Match: Hashable, Sendable {
    /// The PID in the name; `nil` if there is none.
    var process: ProcessID?
  }

  /// Matches a whole name.
  func match(_ name: ShmName) -> Match? {
    parts.withUnsafeBufferPointer { parts in
      name.bytes.withUnsafeBufferPointer { Self.match(parts[...], $0[...], Match()) }
    }
  }

  /// Whether a name that starts with this byte can match.
  func canStart(with byte: UInt8) -> Bool {
    switch parts.first {
    case .byte(let first): first == byte
    case .decimal, .process: Self.isDigit(byte, hexadecimal: false)
    case .hexadecimal: Self.isDigit(byte, hexadecimal: true)
    case .anything, nil: true
    }
  }

  private static func match(
    _ parts: Slice<UnsafeBufferPointer<Part>>, _ name: Slice<UnsafeBufferPointer<UInt8>>,
    _ match: Match
  ) -> Match? {
    var parts = parts
    var name = name
    while let part = parts.popFirst() {
      switch part {
      case .byte(let byte):
        guard name.popFirst() == byte else { return nil }
      case .anything:
        guard let next = parts.first else { return match }
        for start in name.startIndex...name.endIndex {
          if case .byte(let byte) = next, start == name.endIndex || name[start] != byte { continue }
          if let found = Self.match(parts, name[start...], match) { return found }
        }
        return nil
      case .decimal, .hexadecimal, .process:
        let digits = name.prefix { isDigit($0, hexadecimal: part == .hexadecimal) }
        guard !digits.isEmpty else { return nil }
        name = name.dropFirst(digits.count)
        guard part == .process else { continue }
        guard let number = Int32(String(decoding: digits, as: UTF8.self)) else { return nil }
        return Self.match(parts, name, Match(process: ProcessID(rawValue: number)))
      }
    }
    return name.isEmpty ? match : nil
  }

  private static func isDigit(_ byte: UInt8, hexadecimal: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): hexadecimal
    default: false
    }
  }
}
