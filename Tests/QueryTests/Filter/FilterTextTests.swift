import Kernel
import Formatting
import Query
import SafeText
import SystemPackage
import SharedMemory
import TestSupport
import Testing

/// Filters as they are typed and shown.
struct FilterTextTests {
  private func read(_ text: some Sequence<UInt8>) throws(FilterProblem) -> Filter {
    try Filter(text: Array(text)) { _ in UserID(rawValue: 1000) }
  }

  private func shown(_ text: String) throws -> String {
    var shown = DisplayText()
    shown.append(try read(text.utf8), in: .utf8)
    return shown.string
  }

  private func problem(_ text: String) -> String? {
    do throws(FilterProblem) {
      _ = try read(text.utf8)
      return nil
    } catch {
      return String(decoding: error.message, as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      ("state=orphan min-size=1M", "state=orphan min-size=1M"),
      ("--state orphan --min-size=1M", "state=orphan min-size=1M"),
      ("  state=orphan   ", "state=orphan"), ("", ""), ("   ", ""),
      ("foo", "name=*foo*"), ("/foo", "name=/foo*"), ("foo bar", "name=*foo* name=*bar*"),
      ("state orphan", "name=*state* name=*orphan*"), ("-x", "name=*-x*"), ("-", "name=*-*"),
      ("name=a=b", "name=a=b"), ("a*b", "name=*a*b*"), (#"name=a\ b"#, "name=a b"),
      (#"name=a\*"#, #"name=a\\*"#), ("user=ann", "user=ann"),
    ])
  func `a filter is shown in its normal form`(_ typed: String, _ text: String) throws {
    #expect(try shown(typed) == text)
  }

  @Test func `names are shown with escapes`() throws {
    #expect(try shown("a\u{1b}[]2J]\u{202e}") == #"name=*a\e[]2J]\u{202e}*"#)
  }

  @Test(
    arguments: [
      "state=orphan min-size=1M", #"name=a\ b\*\\ x"#, #"\ "#, #"a\\\ b"#, "name=[a-z]*",
      #"user=DOMAIN\ann"#,
    ])
  func `the text of a filter makes the same filter`(_ typed: String) throws {
    let filter = try read(typed.utf8)
    #expect(try read(filter.text) == filter)
  }

  @Test func `a space in a value from the command line is kept`() throws {
    let condition = try FilterWord.name.condition(Array(#"a b\ c"#.utf8)) { _ in nil }
    let filter = try read(Filter([condition]).text)
    #expect(filter.conditions.count == 1)
    #expect(filter.matches(Samples.posix("a b c"), now: Samples.now))
  }

  @Test func `wrong words and values are refused`() throws {
    #expect(
      problem("colour=red")
        == "unknown filter 'colour'; known filters: kind user name app state older-than min-size pid"
    )
    #expect(problem("--foo")?.hasPrefix("unknown filter 'foo'") == true)
    #expect(problem("--")?.hasPrefix("unknown filter ''") == true)
    #expect(problem("=x")?.hasPrefix("unknown filter ''") == true)
    #expect(problem("x --state") == "state takes removed, in-use, unknown, idle or orphan")
    #expect(
      problem("state=dead") == "state takes removed, in-use, unknown, idle or orphan, not 'dead'")
    for (text, part) in [
      ("kind=", "sysv, posix, semaphore (or sem) or memfd"), ("min-size=1X", "1M"),
      ("older-than=x", "4h"), ("pid=x", "number"), ("name=[", "shell"), ("user=", "name or number"),
    ] {
      #expect(problem(text)?.contains(part) == true, "\(text)")
    }
  }

  @Test(arguments: [#"foo\"#, "foo[a", "/["])
  func `a malformed pattern is refused even as part of a name`(_ text: String) {
    #expect(problem(text)?.contains("'\(text)'") == true)
  }

  @Test func `every word has the texts that help needs`() {
    #expect(
      FilterWord.all.map(\.name.description)
        == ["kind", "user", "name", "app", "state", "older-than", "min-size", "pid"])
    for word in FilterWord.all {
      #expect(!word.takes.description.isEmpty)
      #expect(!word.meaning.description.isEmpty)
      #expect(!word.placeholder.description.isEmpty)
    }
  }

  @Test(arguments: 0..<8)
  func `any text is a filter or refused, and a filter's own text parses to it`(
    seed: UInt64
  ) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<250 {
      var text = Self.typed(&random)
      if random.happens(onceIn: 2) { text = random.mutated(text) }
      do throws(FilterProblem) {
        let filter = try read(text)
        #expect(try read(filter.text) == filter, "\(text)")
        // It can be asked of any segment.
        for segment in Samples.segments { _ = filter.matches(segment, now: Samples.now) }
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  /// Words with values, most of which they take, in all the ways to write them.
  private static func typed(_ random: inout RandomBytes) -> [UInt8] {
    var words: [[UInt8]] = []
    for _ in 0...random.number(in: 0...3) {
      let value = Array(random.choice(of: values).utf8)
      guard !random.happens(onceIn: 4) else {
        words.append(random.next(most: 4))
        continue
      }
      let word = Array(random.choice(of: FilterWord.all).name.description.utf8)
      switch random.number(in: 0...2) {
      case 0: words.append(word + [UInt8(ascii: "=")] + value)
      case 1: words += [Array("--".utf8) + word, value]
      default: words.append(Array("--".utf8) + word + [UInt8(ascii: "=")] + value)
      }
    }
    return Array(words.joined(separator: [UInt8(ascii: " ")]))
  }

  private static let values = [
    "sysv", "sem", "memfd", "orphan", "in-use", "1M", "18446744073709551615", "4h", "7", "ann",
    "psm_*", #"a\ b"#, #"\\"#, "[a-z]?", "*", "", "é", "\u{202e}",
  ]
}
