import Query
import SystemPackage
import Testing

/// What is said about a text that is no filter, and where.
struct FilterProblemTests {
  private func problem(_ text: String) -> (message: String, marked: String)? {
    do throws(FilterTextProblem) {
      _ = try Filter(text: Array(text.utf8)) { $0 == Array("ann".utf8) ? UserID(rawValue: 1) : nil }
      return nil
    } catch {
      var marked = Array(text.utf8)
      marked.insert(UInt8(ascii: "}"), at: error.range.upperBound)
      marked.insert(UInt8(ascii: "{"), at: error.range.lowerBound)
      return (
        String(decoding: error.message, as: UTF8.self), String(decoding: marked, as: UTF8.self)
      )
    }
  }

  @Test(
    arguments: [
      ("stat=orphan", "{stat}=orphan", "unknown word 'stat'; did you mean 'state'?"),
      ("x usr!=a", "x {usr}!=a", "unknown word 'usr'; did you mean 'user'?"),
      ("allocated>1", "{allocated}>1", "unknown word 'allocated'; did you mean 'alloc'?"),
      (
        "colour=red", "{colour}=red",
        "unknown word 'colour'; words: kind user name app state older-than min-size pid key, or a column such as size"
      ),
      (
        "state=orphn", "state={orphn}",
        "state takes removed, in-use, unknown, idle or orphan, not 'orphn'; did you mean 'orphan'?"
      ),
      (
        "kind = posx a", "kind = {posx} a",
        "kind takes sysv, posix, semaphore (or sem) or memfd, not 'posx'; did you mean 'posix'?"
      ),
      (
        "size>1X", "size>{1X}",
        "size takes bytes, such as 4096, 0x1000, 64K or 1M (K is 1024), not '1X'"
      ),
      (
        "age<4y", "age<{4y}",
        "age takes seconds, or a time such as 30s, 5m, 4h, 2d or 1w, not '4y'"
      ),
      ("size>16E", "size>{16E}", "'16E' is too large"),
      ("older>99999999999999w", "older>{99999999999999w}", "'99999999999999w' is too large"),
      ("att>=x", "att>={x}", "att takes a number, not 'x'"),
      ("key=zz", "key={zz}", "key takes a System V key such as 0x4e545030 or 1314148400, not 'zz'"),
      ("user=nobody-here", "user={nobody-here}", "no such user: 'nobody-here'"),
      ("size>", "size>{}", "size takes bytes, such as 4096, 0x1000, 64K or 1M (K is 1024)"),
      ("(state=)", "(state={})", "state takes removed, in-use, unknown, idle or orphan"),
      ("x --state", "x --state{}", "state takes removed, in-use, unknown, idle or orphan"),
      ("state>orphan", "state{>}orphan", "state takes = !=, not >"),
      ("older<4h", "older{<}4h", "older takes = >, not <"),
      ("newer>5m", "newer{>}5m", "newer takes = <, not >"),
      ("(a or b", "{(}a or b", "this ( has no )"), ("a)", "a{)}", "this ) has no ("),
      (")", "{)}", "this ) has no ("),
      ("()", "{()}", "a word such as state=orphan is missing here"),
      ("a or", "a or{}", "a word such as state=orphan is missing here"),
      ("or a", "{or} a", "a word such as state=orphan is missing here"),
      ("not", "not{}", "a word such as state=orphan is missing here"),
      ("!", "!{}", "a word such as state=orphan is missing here"),
      ("(a and) b", "(a and{)} b", "a word such as state=orphan is missing here"),
      (#"name="a b"#, #"name={"a b}"#, "this quote is not closed"),
      (#"a\"#, #"a{\}"#, "nothing follows this backslash"),
      (
        "--foo", "{--foo}",
        "unknown word 'foo'; words: kind user name app state older-than min-size pid key, or a column such as size"
      ),
      (
        "=x", "{}=x",
        "unknown word ''; words: kind user name app state older-than min-size pid key, or a column such as size"
      ),
      (
        "foo[a", "{foo[a}",
        "a word alone takes a part of a name, with * ? [a-z] [!a-z] as in a shell, not 'foo[a'"
      ),
      (
        #""""#, #"{""}"#,
        "a word alone takes a part of a name, with * ? [a-z] [!a-z] as in a shell, not ''"
      ),
    ])
  func `the error says where it is and what would be right`(
    _ text: String, _ marked: String, _ message: String
  ) throws {
    let problem = try #require(self.problem(text), "\(text)")
    #expect(problem.marked == marked)
    #expect(problem.message == message)
  }

  @Test(
    arguments: [
      ("kind=", "sysv, posix, semaphore (or sem) or memfd"), ("min-size=1X", "1M"),
      ("older-than=x", "4h"), ("pid=x", "number"), ("name=[", "shell"),
      (#"user="""#, "name or number"),
      ("app=[", "any case"), ("unit=[", "shell"),
    ])
  func `it says what a word takes`(_ text: String, _ part: String) throws {
    #expect(try #require(problem(text)).message.contains(part))
  }

  @Test func `deep parentheses are refused, and do not use up the stack`() throws {
    let text = String(repeating: "(", count: 100_000)
    let message = "too many parentheses or 'not' inside one another"
    #expect(try #require(problem(text)).message == message)
    for not in ["!", "not "] {
      #expect(problem(String(repeating: not, count: 100_000))?.message == message)
    }
    #expect(
      problem(String(repeating: "(", count: 90) + "a" + String(repeating: ")", count: 90)) == nil)
  }

  @Test func `a size and a negation are never taken for a name`() throws {
    for text in ["size>1M", "!ring", "size<=5", "att!=0", "not ring"] {
      let filter = try Filter(text: Array(text.utf8), users: { _ in nil })
      #expect(!filter.selectsByName, "\(text)")
    }
  }
}
