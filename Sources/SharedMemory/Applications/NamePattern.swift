internal import Kernel

/// A pattern for the names of POSIX segments, without their leading slash.
///
/// `*` matches any bytes, `<n>` decimal digits, `<hex>` hexadecimal digits, and `<pid>` the decimal
/// digits of the creator's PID. Every other character matches itself. Example: `torch_<pid>_*`
/// matches `torch_42_x` with process 42.
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

  /// Matches a whole name; `nil` if it does not match.
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
