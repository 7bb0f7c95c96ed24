internal import Kernel

/// A pattern for the names of POSIX segments, without the slash before them.
///
/// `*` stands for any bytes, `<n>` for decimal digits, `<hex>` for hexadecimal ones and `<pid>` for
/// decimal digits that are the PID of the creator. Every other character matches itself.
struct NamePattern: Hashable, Sendable, ExpressibleByStringLiteral {
  typealias Match = Glob.Match

  private let glob: Glob

  init(stringLiteral pattern: StaticString) {
    var rest = pattern.withUTF8Buffer { Array($0) }[...]
    var parts: [Glob.Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): parts.append(.anything)
      case UInt8(ascii: "<"):
        let word = rest.prefix { $0 != UInt8(ascii: ">") }
        rest = rest.dropFirst(word.count + 1)
        parts.append(
          word.elementsEqual("hex".utf8)
            ? .run(.hexadecimalDigits, isPID: false)
            : .run(.digits, isPID: word.elementsEqual("pid".utf8)))
      default: parts.append(.byte(byte))
      }
    }
    glob = Glob(parts)
  }

  /// Matches a whole name.
  func match(_ name: ShmName) -> Match? { glob.match(name.bytes) }

  /// Whether a name that starts with this byte can match.
  func canStart(with byte: UInt8) -> Bool {
    switch glob.parts.first {
    case .byte(let first): first == byte
    case .one(let set), .run(let set, _): set.contains(byte)
    case .anything, nil: true
    }
  }
}
