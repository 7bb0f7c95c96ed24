import Canvas
import Formatting
import Query
import SafeText
import Testing

@testable import Monitor

/// The text of the settings file.
struct SettingsTests {
  private func parse(_ text: String) -> (settings: UserSettings, problems: [UserSettings.Problem]) {
    UserSettings.parse(Array(text.utf8))
  }

  @Test func `what is written is read back`() {
    var settings = UserSettings()
    settings.columns = try? ColumnChoice("NAME:30,KIND,SIZE")
    settings.grouping = .owner
    settings.sort = Field(named: "AGE")
    settings.isReversed = true
    settings.filter = Array("name=\"a\\b\tc\" user=é".utf8)
    settings.interval = 250
    settings.theme = "high-contrast"
    let (read, problems) = UserSettings.parse(settings.text)
    #expect(read == settings)
    #expect(problems.isEmpty)
    let (none, more) = UserSettings.parse(UserSettings().text)
    #expect(none == UserSettings() && more.isEmpty)
  }

  @Test func `every column of the monitor can be the one to sort by`() {
    for field in Field.selectable {
      var settings = UserSettings()
      settings.sort = field
      #expect(UserSettings.parse(settings.text).settings.sort == field)
    }
  }

  @Test func `every setting is written if it is set, and has a comment`() {
    var settings = UserSettings()
    settings.columns = .automatic
    settings.grouping = .name
    settings.sort = Field(named: "AGE")
    settings.isReversed = false
    settings.filter = []
    settings.interval = 1000
    settings.theme = "dark"
    let text = String(decoding: settings.text, as: UTF8.self)
    for setting in Setting.all {
      #expect(text.contains("\n# \(setting.meaning)\n\(setting.name) = "), "\(setting.name)")
    }
  }

  @Test func `a file that a person wrote is read`() {
    let (settings, problems) = parse(
      "# mine\r\n\n  theme='light' # at day\n\tinterval = 2\nsort = \"size\"\nreverse=true")
    #expect(problems.isEmpty, "\(problems)")
    #expect(settings.theme == "light")
    #expect(settings.interval == 2000)
    #expect(settings.sort?.name == "SIZE")
    #expect(settings.isReversed == true)
  }

  @Test(arguments: [
    ("them = \"dark\"", "there is no setting 'them'"),
    ("theme = dark", "expected text in quotes, a number, true, false, or a list in brackets"),
    ("theme = \"no\"", "there is no theme of this name"),
    ("theme = 1", "expected text in quotes"),
    ("theme \"dark\"", "expected '=' after the name"),
    ("theme = \"dark", "the quotes are not closed"),
    ("theme = \"dark\" light", "unexpected text after the value"),
    ("= 1", "expected a name"),
    ("interval = 0.1", "expected a number of seconds, 0.25 to 3600"),
    ("interval = nan", "expected text in quotes, a number, true, false, or a list in brackets"),
    ("interval = 0x1p3", "expected text in quotes, a number, true, false, or a list in brackets"),
    ("interval = true", "expected a number of seconds, 0.25 to 3600"),
    ("reverse = 1", "expected true or false"),
    ("sort = \"NOPE\"", "there is no column of this name"),
    ("filter = \"\\q\"", "unknown escape in quotes; write '\\\\' for a backslash"),
    ("filter = \"\\ud800\"", "expected 4 hex digits of a character"),
    ("filter = [\"a\" \"b\"]", "expected ',' or ']' in the list"),
    ("columns = \"NAME:x\"", "'x' is no width of column NAME: a number from 3 to 200"),
    ("group = \"size\"", "expected none or a property, such as \"owner\""),
    ("\u{1b}[31m = 1", "expected a name"),
  ])
  func `a wrong line is said with its number, and the others count`(line: String, words: String) {
    let others = ["interval = 5", "theme = \"dark\""].filter { $0.prefix(5) != line.prefix(5) }
    let (settings, problems) = parse("\n\n\(line)\n" + others.joined(separator: "\n"))
    #expect(problems.map(\.line) == [3], "\(problems)")
    #expect(problems.first?.text.string == words, "\(problems)")
    #expect(settings.interval == 5000 || settings.theme == "dark")
  }

  @Test func `a second value is said, and the first counts`() {
    let (settings, problems) = parse("interval = 1\ninterval = 2")
    #expect(settings.interval == 1000)
    #expect(problems.first?.text.string == "interval has a value already")
  }

  @Test(arguments: [
    "[later]\nsort = \"NAME\"\ninterval = 1\n", "[keys]\n[later]\nquit = \"X\"\n",
  ])
  func `lines of a table that is not known do nothing`(text: String) {
    let (settings, problems) = parse(text)
    #expect(settings.sort == nil && settings.interval == nil && settings.keys.chosen.isEmpty)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.text.string == "there is no table 'later'")
    let saved = settings.text(changing: Array(text.utf8))
    let (again, more) = UserSettings.parse(saved)
    #expect(again == settings && more.count == 1)
    for line in text.split(separator: "\n") {
      #expect(String(decoding: saved, as: UTF8.self).contains("\(line)\n"), "\(line)")
    }
  }

  @Test func `bytes that are no text are refused`() {
    let (_, problems) = UserSettings.parse(Array("filter = \"".utf8) + [0xff] + Array("\"".utf8))
    #expect(problems.first?.text.string == "not UTF-8")
    #expect(UserSettings.parse([0, 1, 2, 0x0a, 0xff]).problems.count == 2)
  }

  @Test func `what the user wrote by hand stays when settings are saved`() {
    let old = """
      # mine\r
      sort = "size" # biggest first
      intervall = 3
      interval = 5   # slow
      filter = broken
      group = "owner"
      reverse = false
      reverse = 7
      # my keys
      [keys]
      # so that it is far from k
      signal = "W" # not K
      pauses = "P"
      remove = "K"
      """
    var settings = parse(old).settings
    settings.interval = 250
    settings.theme = "dark"
    settings.filter = Array("psm".utf8)
    settings.grouping = nil
    let new = String(decoding: settings.text(changing: Array(old.utf8)), as: UTF8.self)
    // The actions that have no line follow, so that the file lists all.
    let comments = Action.allCases.filter { ![.signal, .remove].contains($0) }
      .map { String(decoding: KeyMap().line(of: $0), as: UTF8.self) + "\n" }.joined()
    #expect(
      new == """
        # mine\r
        sort = "size" # biggest first
        intervall = 3
        interval = 0.25 # slow
        filter = broken
        # group = "owner"
        reverse = false
        reverse = 7

        # \(Setting.all.first { $0.name == "filter" }?.meaning ?? "")
        filter = "psm"

        # \(Setting.all.first { $0.name == "theme" }?.meaning ?? "")
        theme = "dark"

        # my keys
        [keys]
        # so that it is far from k
        signal = "W" # not K
        pauses = "P"
        remove = "K"

        """ + comments)
    #expect(parse(new).settings == settings)
    #expect(settings.text(changing: Array(new.utf8)) == Array(new.utf8))
  }

  @Test
  func `a file without keys gets the table of keys, and one without settings gets them above it`() {
    var settings = UserSettings()
    settings.interval = 250
    for old in ["", "\n", "# mine", "interval = 1", "# mine\n\n# keys\n[keys]\n"] {
      let new = settings.text(changing: Array(old.utf8))
      let (read, problems) = UserSettings.parse(new)
      #expect(read == settings && problems.isEmpty, "\(String(decoding: new, as: UTF8.self))")
      let text = String(decoding: new, as: UTF8.self)
      #expect(text.contains("[keys]\n") && text.contains("interval = 0.25\n"))
    }
  }
}
