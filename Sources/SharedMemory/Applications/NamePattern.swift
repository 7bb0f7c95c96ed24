/// A pattern for the names of POSIX segments, without their leading slash, and for labels of memfds.
///
/// `*` matches any bytes. `<n>` matches decimal digits, `<hex>` hexadecimal digits, `<pid>` the decimal
/// digits of a PID, `<an>` letters and digits, and `<py>` the random part of a name from Python's
/// `tempfile`. A count makes their number exact: `<an:6>` matches what `mkstemp` makes of `XXXXXX`. Every
/// other character matches itself. A pattern without a slash matches no file in a directory.
///
/// Example: `torch_<pid>_*` matches `torch_42_x` with process 42.
///
/// Why: Decisions/53-narrow-names.md
struct NamePattern: Hashable, Sendable, ExpressibleByStringLiteral {
  typealias Match = Glob.Match

  private let glob: Glob
  /// The bytes with which every match starts; comparing them first is quick, and rules most names out.
  private let prefix: [UInt8]
  /// Whether it matches files in directories.
  private let isNested: Bool

  init(stringLiteral pattern: StaticString) {
    let pattern = pattern.withUTF8Buffer { Array($0) }
    var rest = pattern[...]
    var parts: [Glob.Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): parts.append(.anything)
      case UInt8(ascii: "<"):
        let word = rest.prefix { $0 != UInt8(ascii: ">") }
        rest = rest.dropFirst(word.count + 1)
        parts += Self.parts(of: String(decoding: word, as: UTF8.self))
      default: parts.append(.byte(byte))
      }
    }
    glob = Glob(parts)
    prefix = parts.prefix { if case .byte = $0 { true } else { false } }.compactMap {
      if case .byte(let byte) = $0 { byte } else { nil }
    }
    isNested = pattern.contains(UInt8(ascii: "/"))
  }

  /// The parts that stand for a word in angle brackets: `an:2` → two letters or digits.
  private static func parts(of word: String) -> [Glob.Part] {
    let pieces = word.split(separator: ":")
    let set: ByteSet =
      switch pieces.first {
      case "hex": .hexadecimalDigits
      case "an": .alphanumerics
      case "py": .tempfile
      default: .digits
      }
    guard pieces.count > 1, let count = Int(pieces[1]) else {
      return [.run(set, isPID: word == "pid")]
    }
    return Array(repeating: .one(set), count: count)
  }

  /// Matches a whole name of a segment; `nil` if it does not match.
  func match(_ name: ShmName) -> Match? {
    guard name.bytes.starts(with: prefix), let match = glob.match(name.bytes),
      isNested || !name.isNested
    else { return nil }
    return match
  }

  /// Matches a whole label of a memfd, in which a slash is nothing special; `nil` if it does not match.
  func match(label: [UInt8]) -> Match? {
    label.starts(with: prefix) ? glob.match(label) : nil
  }

  /// Whether a name that starts with this byte can match.
  func canStart(with byte: UInt8) -> Bool {
    switch glob.parts.first {
    case .byte(let first): first == byte
    case .one(let set), .run(let set, _): set.contains(byte)
    case .anything, nil: true
    }
  }
}
