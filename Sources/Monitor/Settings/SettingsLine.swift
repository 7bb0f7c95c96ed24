internal import Kernel
internal import SafeText

/// One line of the settings file.
///
/// The file is a subset of [TOML](https://toml.io): every file that is accepted is TOML. A line stands for
/// itself, so that a wrong one leaves the others alone.
///
/// Why: Decisions/80-settings.md
enum SettingsLine: Equatable {
  /// Nothing, or a comment.
  case blank
  /// `[table]`; the lines that follow are in it.
  case table([UInt8])
  /// `key = value`.
  case entry(key: [UInt8], SettingsValue)

  /// What is wrong with a line.
  struct Problem: Error, Equatable {
    let text: DisplayText
  }

  /// Parses a line without its line feed.
  init(_ bytes: some Collection<UInt8>) throws(Problem) {
    var parser = SettingsParser(bytes)
    if parser.isAtEnd {
      self = .blank
    } else if parser.take("[") {
      let name = try parser.key()
      guard parser.take("]") else { throw Problem(text: "expected ']' after the name") }
      self = .table(name)
    } else {
      let key = try parser.key()
      guard parser.take("=") else { throw Problem(text: "expected '=' after the name") }
      self = .entry(key: key, try parser.value())
    }
    guard parser.isAtEnd else { throw Problem(text: "unexpected text after the value") }
  }

  /// The comment behind a value; empty if there is none.
  static func comment(of bytes: some Collection<UInt8>) -> [UInt8] {
    var parser = SettingsParser(bytes)
    guard (try? parser.key()) != nil, parser.take("="), (try? parser.value()) != nil,
      parser.isAtEnd
    else { return [] }
    return Array(parser.rest)
  }
}

/// A value of the settings file.
enum SettingsValue: Equatable {
  /// The bytes of a string in UTF-8.
  case text([UInt8])
  case number(Double)
  case flag(Bool)
  case list([[UInt8]])
}

/// The words of a line.
private struct SettingsParser {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// What was not parsed yet.
  var rest: ArraySlice<UInt8> { bytes[index...] }

  /// Whether only blanks and a comment follow.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return next == nil || next == UInt8(ascii: "#")
    }
  }

  /// Skips blanks, and takes a character if it is the next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// A bare key, or one in quotes.
  mutating func key() throws(SettingsLine.Problem) -> [UInt8] {
    skipBlanks()
    if let text = try string() { return text }
    let key = word { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    guard !key.isEmpty else { throw .init(text: "expected a name") }
    return key
  }

  mutating func value() throws(SettingsLine.Problem) -> SettingsValue {
    skipBlanks()
    if let text = try string() { return .text(text) }
    if take("[") { return .list(try strings()) }
    let word = word { $0.isAlphanumeric || "+-._".utf8.contains($0) }
    let text = String(decoding: word, as: UTF8.self)
    if text == "true" || text == "false" { return .flag(text == "true") }
    // Double also takes words such as `nan`, and TOML no number that starts with a point.
    if word.first.map({ $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }) == true,
      !word.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }), let number = Double(text),
      number.isFinite
    {
      return .number(number)
    }
    throw .init(text: "expected text in quotes, a number, true, false, or a list in brackets")
  }

  /// The strings of a list, after its bracket.
  private mutating func strings() throws(SettingsLine.Problem) -> [[UInt8]] {
    var list: [[UInt8]] = []
    while !take("]") {
      if !list.isEmpty && !take(",") { throw .init(text: "expected ',' or ']' in the list") }
      if take("]") { break }
      guard let text = try string() else {
        throw .init(text: "expected text in quotes in the list")
      }
      list.append(text)
    }
    return list
  }

  /// A string in single or double quotes; `nil` if none follows.
  private mutating func string() throws(SettingsLine.Problem) -> [UInt8]? {
    skipBlanks()
    guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return nil
    }
    index += 1
    var text: [UInt8] = []
    while let byte = next, byte != quote {
      index += 1
      if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") {
        text += try escaped()
      } else {
        guard byte >= 0x20 && byte != 0x7f else { throw .init(text: "control character in quotes") }
        text.append(byte)
      }
    }
    guard next == quote else { throw .init(text: "the quotes are not closed") }
    index += 1
    guard String(validating: text, as: UTF8.self) != nil else { throw .init(text: "not UTF-8") }
    return text
  }

  /// The bytes of an escape, after its backslash.
  private mutating func escaped() throws(SettingsLine.Problem) -> [UInt8] {
    let letter = next
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [letter ?? 0]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "u"): return try scalar(digits: 4)
    case UInt8(ascii: "U"): return try scalar(digits: 8)
    default: throw .init(text: "unknown escape in quotes; write '\\\\' for a backslash")
    }
  }

  private mutating func scalar(digits: Int) throws(SettingsLine.Problem) -> [UInt8] {
    let hex = bytes[min(index, bytes.count)..<min(index + digits, bytes.count)]
    guard hex.count == digits, hex.allSatisfy(\.isHexDigit),
      let value = UInt32(String(decoding: hex, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw .init(text: "expected \(digits) hex digits of a character") }
    index += digits
    return Array(String(scalar).utf8)
  }

  private mutating func word(_ isPart: (UInt8) -> Bool) -> [UInt8] {
    let start = index
    while let byte = next, isPart(byte) { index += 1 }
    return Array(bytes[start..<index])
  }

  private mutating func skipBlanks() {
    while next == UInt8(ascii: " ") || next == 0x09 { index += 1 }
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }
}
