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
  private func read(_ text: some Sequence<UInt8>) throws(FilterTextProblem) -> Filter {
    try Filter(text: Array(text)) { _ in UserID(rawValue: 1000) }
  }

  private func shown(_ text: String) throws -> String {
    var shown = DisplayText()
    shown.append(try read(text.utf8), in: .utf8)
    return shown.string
  }

  @Test(
    arguments: [
      ("state=orphan min-size=1M", "state=orphan min-size=1M"),
      ("--state orphan --min-size=1M", "state=orphan min-size=1M"),
      ("  state=orphan   ", "state=orphan"), ("", ""), ("   ", ""),
      ("foo", "foo"), ("/foo", "/foo"), ("foo bar", "foo bar"),
      ("state orphan", "state orphan"), ("-x", "-x"), ("-", "-"),
      ("name=a=b", "name=a=b"), ("a*b", "a*b"), (#"name=a\ b"#, #"name="a b""#),
      (#"name=a\*"#, #"name=a\\*"#), ("user=ann", "user=ann"), ("SIZE>1M", "size>1M"),
      ("size >= 1M", "size>=1M"), ("size>\t1M", "size>1M"), ("owner=ann", "user=ann"),
      ("user!=root", "user!=root"), ("!psm", "!psm"), ("not psm", "!psm"), ("NOT !psm", "!!psm"),
      ("a and b", "a and b"), ("a b and c OR d", "a b and c or d"), ("(a or b)", "a or b"),
      ("x (a or b)", "x (a or b)"), ("!(a b)", "!(a b)"), ("((a))", "a"), ("a (b c)", "a (b c)"),
      ("a and (b c)", "a and b c"), ("a or (b or c)", "a or (b or c)"), ("a(b)c", "a b c"),
      (#""a b""#, #""a b""#), ("'a b'", #""a b""#), (#"'a"b'"#, #""a\\"b""#), (#""or""#, #""or""#),
      (#""a=b""#, #""a=b""#), (#""--kind""#, #""--kind""#),
      (#"app="Open MPI" x"#, #"app="Open MPI" x"#),
      ("foo!bar", "foo!bar"), ("name=[!a-z]*", "name=[!a-z]*"), (#""!x""#, #""!x""#),
      ("key=0x4e545030", "key=0x4e545030"), ("0x4e545030", "0x4e545030"),
      (
        "state=orphan size>1M user!=root app=PostgreSQL older>4h !psm not name=torch_* (a or b)",
        "state=orphan size>1M user!=root app=PostgreSQL older>4h !psm !name=torch_* (a or b)"
      ),
    ])
  func `a filter is shown in its normal form`(_ typed: String, _ text: String) throws {
    #expect(try shown(typed) == text)
    #expect(try read(read(typed.utf8).text) == read(typed.utf8))
  }

  @Test func `names are shown with escapes`() throws {
    #expect(try shown("a\u{1b}[]2J]\u{202e}") == #"a\e[]2J]\u{202e}"#)
  }

  @Test(
    arguments: [
      "state=orphan min-size=1M", #"name=a\ b\*\\ x"#, #"\ "#, #"a\\\ b"#, "name=[a-z]*",
      #"user=DOMAIN\ann"#, #"a\\"b c""#, #"\"\("#, #"a\!b"#, #"\not"#, #"a\=b"#,
    ])
  func `the text of a filter makes the same filter`(_ typed: String) throws {
    let filter = try read(typed.utf8)
    #expect(try read(filter.text) == filter)
  }

  @Test func `a space in a value from the command line is kept`() throws {
    let word = try #require(FilterWord(named: "name".utf8))
    let condition = try word.condition(Array(#"a b\ c"#.utf8), users: { _ in nil })
    let filter = try read(Filter([condition]).text)
    #expect(filter.conditions.count == 1)
    #expect(filter.matches(Samples.posix("a b c"), Samples.format))
  }

  @Test func `several filters are joined by and`() throws {
    let filters = [try read("a or b".utf8), Filter(), try read("kind=posix kind=sysv".utf8)]
    #expect(
      String(decoding: Filter(all: filters).text, as: UTF8.self)
        == "(a or b) and kind=posix kind=sysv")
    #expect(Filter(all: []) == Filter())
    #expect(Filter(all: [filters[0]]) == filters[0])
  }

  @Test func `every word has the texts that help needs`() {
    #expect(
      FilterWord.options.map(\.name.string)
        == ["kind", "user", "name", "app", "state", "older-than", "min-size", "pid", "key"])
    for word in FilterWord.all {
      #expect(FilterWord(named: word.name.utf8) == word, "two words with one name")
      #expect(!word.takes.string.isEmpty)
      #expect(!word.meaning.string.isEmpty)
      #expect(!word.comparisons.isEmpty)
    }
    for word in FilterWord.options { #expect(!word.placeholder.string.isEmpty) }
  }

  @Test func `every column that can be compared is a word`() {
    for field in Field.all {
      let isWord = FilterWord(named: field.name.utf8) != nil
      let hasOther = [Field.kind, .label, .key, .state, .owner, .application].contains(field)
      #expect(isWord == (field.values != nil || hasOther), "\(field.name.string)")
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
      do throws(FilterTextProblem) {
        let filter = try read(text)
        #expect(try read(filter.text) == filter, "\(text)")
        // It can be asked of any segment.
        for segment in Samples.segments { _ = filter.matches(segment, Samples.format) }
      } catch {
        #expect(!error.message.isEmpty)
        #expect(0...text.count ~= error.range.lowerBound)
        #expect(error.range.upperBound <= text.count, "\(text)")
      }
    }
  }

  /// Words with values, most of which they take, in all the ways to write and to join them.
  private static func typed(_ random: inout RandomBytes) -> [UInt8] {
    var words: [[UInt8]] = []
    for _ in 0...random.number(in: 0...3) {
      let value = Array(random.choice(of: values).utf8)
      guard !random.happens(onceIn: 4) else {
        words.append(random.next(most: 4))
        continue
      }
      if random.happens(onceIn: 3) { words.append(Array(random.choice(of: marks).utf8)) }
      let word = random.choice(of: FilterWord.all)
      let sign = random.choice(of: word.comparisons).sign.description
      switch random.number(in: 0...3) {
      case 0: words.append(word.name.utf8 + Array(sign.utf8) + value)
      case 1: words += [Array("--".utf8) + word.name.utf8, value]
      case 2: words.append(value)
      default: words.append(Array("--".utf8) + word.name.utf8 + [UInt8(ascii: "=")] + value)
      }
      if random.happens(onceIn: 4) { words.append([UInt8(ascii: ")")]) }
    }
    return Array(words.joined(separator: [UInt8(ascii: " ")]))
  }

  private static let marks = ["(", "!", "not", "or", "and", "(", "\"", "!("]

  private static let values = [
    "sysv", "sem", "memfd", "orphan", "in-use", "1M", "18446744073709551615", "4h", "7", "ann",
    "psm_*", #"a\ b"#, #"\\"#, "[a-z]?", "*", "", "é", "\u{202e}", "0x4e545030", #""a b""#, "a=b",
  ]
}
