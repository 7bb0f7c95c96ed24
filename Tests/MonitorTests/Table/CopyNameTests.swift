import Canvas
import Monitor
import TestSupport
import Testing

/// What `y` and `Y` put into the clipboard.
struct CopyNameTests {
  private func copied(_ key: Character, of name: String) -> (text: String, message: String)? {
    var stage = MonitorHarness(200, 24)
    stage.show(Sample.snapshot([Sample.posix(name)]))
    stage.type(String(key))
    guard case .copy(let bytes)? = stage.effects.last else { return nil }
    return (String(decoding: bytes, as: UTF8.self), stage.lines.last ?? "")
  }

  @Test func `a plain name is copied as it is`() throws {
    let plain = try #require(copied("y", of: "psm_4f1c-2.d+x@y%z"))
    #expect(plain.text == "posix:/psm_4f1c-2.d+x@y%z")
    #expect(plain.message.hasPrefix("copied 25 bytes: its ID;"), "\(plain.message)")
    #expect(copied("Y", of: "psm_1")?.text == "/psm_1")
  }

  @Test(arguments: [
    ("x;touch $(echo y)", "'posix:/x;touch $(echo y)'"), ("a b", "'posix:/a b'"),
    ("it's", #"'posix:/it'\''s'"#), ("`id`", "'posix:/`id`'"), ("a|b&c>d", "'posix:/a|b&c>d'"),
    ("a\\b", #"'posix:/a\\b'"#), ("~x*?[1]{a,b}!#", "'posix:/~x*?[1]{a,b}!#'"),
  ])
  func `a name that a shell would act on is one word in quotes`(name: String, word: String) throws {
    let found = try #require(copied("y", of: name))
    #expect(found.text == word)
    #expect(found.message.contains("its ID, quoted for a shell;"), "\(found.message)")
  }
}
