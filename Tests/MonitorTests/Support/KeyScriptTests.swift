import Canvas
import SafeText
import Testing

@testable import Monitor

/// Scripts of keys, and the frames that they lead to.
struct KeyScriptTests {
  @Test func `keys have the names that help shows`() {
    #expect(
      KeyScript("j Space ^L F9 S-Tab PgDn \" ' é").keys
        == [
          .character("j"), .character(" "), .control("l"), .function(9), .backTab, .pageDown,
          .character("\""), .character("'"), .character("é"),
        ])
  }

  @Test func `a text in quotes is typed`() {
    let script = KeyScript("f 'a b' Enter '' x")
    #expect(script.steps.map(\.word) == ["f", "'a b'", "Enter", "''", "x"])
    #expect(
      script.keys
        == [
          .character("f"), .character("a"), .character(" "), .character("b"), .enter,
          .character("x"),
        ])
  }

  @Test func `a name of no key is an issue`() {
    withKnownIssue { _ = KeyScript("j Nowhere") }
    withKnownIssue { _ = KeyScript("f 'open") }
  }

  @Test func `a key can be written as help shows it`() {
    for key in [Key.up, .delete, .control("f"), .character("\\"), .function(12)] {
      #expect(KeyScript(key.text.string).keys == [key])
    }
  }

  @Test func `a script leads to a frame`() {
    var stage = Scene.named("table")?.stage(Display(Size(columns: 80, rows: 24)))
    stage?.play("f 'psm' Enter d")
    #expect(stage?.text.contains("Remove") == true, "\(stage?.text ?? "")")
    stage?.play("Esc / 'nothing-like-it' Enter")
    #expect(stage?.lines.last == "not found")
  }
}
