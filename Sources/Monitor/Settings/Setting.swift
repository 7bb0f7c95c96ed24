internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// A setting: its name in the file, what it takes, and how it is read and written.
struct Setting: Sendable {
  let name: String
  /// What it is and takes, as the comment before it.
  let meaning: String
  /// Sets it from a value.
  let read: @Sendable (SettingsValue, inout UserSettings) throws(SettingsLine.Problem) -> Void
  /// Its value; `nil` if it is not set.
  let write: @Sendable (UserSettings) -> SettingsValue?

  init?(named name: [UInt8]) {
    guard let setting = Self.all.first(where: { $0.name.utf8.elementsEqual(name) }) else {
      return nil
    }
    self = setting
  }

  private init(
    _ name: String, _ meaning: String,
    read:
      @escaping @Sendable (
        SettingsValue, inout UserSettings
      ) throws(SettingsLine.Problem) -> Void,
    write: @escaping @Sendable (UserSettings) -> SettingsValue?
  ) {
    self.name = name
    self.meaning = meaning
    self.read = read
    self.write = write
  }

  /// Every setting, in the order of the file.
  static let all = [columns, sort, reverse, group, filter, interval, theme]

  private static let columns = Setting(
    "columns", "Columns, such as NAME:30,KIND,SIZE with a width for NAME; empty: as many as fit."
  ) { value, settings throws(SettingsLine.Problem) in
    let text = String(decoding: try value.bytes(), as: UTF8.self)
    do throws(ColumnChoice.Problem) { settings.columns = try ColumnChoice(text) } catch {
      throw .init(text: error.message)
    }
  } write: { settings in
    settings.columns.map { .text($0.text.utf8) }
  }

  private static let group = Setting(
    "group",
    "What rows are grouped by: none, \(Grouping.allCases.map(\.rawValue).joined(separator: ", "))."
  ) { value, settings throws(SettingsLine.Problem) in
    let name = String(decoding: try value.bytes(), as: UTF8.self)
    settings.grouping = Grouping(rawValue: name)
    guard settings.grouping != nil || name == "none" else {
      throw .init(text: "expected none or a property, such as \"owner\"")
    }
  } write: { settings in
    settings.grouping.map { .text(Array($0.rawValue.utf8)) }
  }

  private static let sort = Setting("sort", "The column to sort by.") {
    value, settings throws(SettingsLine.Problem) in
    guard let field = Field(inMonitor: String(decoding: try value.bytes(), as: UTF8.self)) else {
      throw .init(text: "there is no column of this name")
    }
    settings.sort = field
  } write: { settings in
    settings.sort.map { .text($0.name.utf8) }
  }

  private static let reverse = Setting("reverse", "Whether the order is reversed.") {
    value, settings throws(SettingsLine.Problem) in
    settings.isReversed = try value.flag()
  } write: { settings in
    settings.isReversed.map { .flag($0) }
  }

  private static let filter = Setting(
    "filter", "The segments to show, as the filter prompt takes them."
  ) {
    value, settings throws(SettingsLine.Problem) in
    settings.filter = try value.bytes()
  } write: { settings in
    settings.filter.map { .text($0) }
  }

  private static let interval = Setting("interval", "Seconds between two refreshes.") {
    value, settings throws(SettingsLine.Problem) in
    guard case .number(let seconds) = value, (0.25...3600).contains(seconds) else {
      throw .init(text: "expected a number of seconds, 0.25 to 3600")
    }
    settings.interval = Int((seconds * 1000).rounded())
  } write: { settings in
    settings.interval.map { .number(Double($0) / 1000) }
  }

  private static let theme = Setting("theme", "default, dark, light, high-contrast or plain.") {
    value, settings throws(SettingsLine.Problem) in
    let name = String(decoding: try value.bytes(), as: UTF8.self)
    guard Theme(named: name) != nil else {
      throw .init(text: "there is no theme of this name")
    }
    settings.theme = name
  } write: { settings in
    settings.theme.map { .text(Array($0.utf8)) }
  }
}

extension SettingsValue {
  /// The bytes of a text.
  func bytes() throws(SettingsLine.Problem) -> [UInt8] {
    guard case .text(let bytes) = self else { throw .init(text: "expected text in quotes") }
    return bytes
  }

  func flag() throws(SettingsLine.Problem) -> Bool {
    guard case .flag(let flag) = self else { throw .init(text: "expected true or false") }
    return flag
  }

  /// The value as it is written in the file.
  var text: [UInt8] {
    switch self {
    case .text(let bytes): Self.quoted(bytes)
    case .number(let number): Array("\(number)".utf8)
    case .flag(let flag): Array("\(flag)".utf8)
    case .list(let list):
      Array("[".utf8) + list.map(Self.quoted).joined(separator: ", ".utf8) + Array("]".utf8)
    }
  }

  /// A text in quotes; control characters are escaped.
  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var text = [UInt8(ascii: "\"")]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7f:
        let digits = String(byte, radix: 16)
        text += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
      default: text.append(byte)
      }
    }
    return text + [UInt8(ascii: "\"")]
  }
}
