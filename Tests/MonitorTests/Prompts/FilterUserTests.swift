import Canvas
import Kernel
import Monitor
import Formatting
import Query
import SystemPackage
import Testing

/// Users in the filter of the table, whose names are looked up outside.
struct FilterUserTests {
  private func stage(typing text: String) -> MonitorHarness {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.snapshot(Sample.mixed))
    stage.press(.character("f"))
    stage.type(text)
    stage.forgetEffects()
    stage.press(.enter)
    return stage
  }

  private func name(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `a user is looked up, and the rows follow`() {
    var stage = stage(typing: "user=ann")
    #expect(stage.effects == [.findUser(name: name("ann"))])
    #expect(stage.lines.last == "filter: user=ann_")
    stage.send(.userFound(name: name("ann"), UserID(rawValue: 1000)))
    #expect(stage.text.contains(" filter 2/4 user=ann"))
    #expect(!stage.text.contains("98310"))
  }

  @Test func `two users are looked up one after the other, and once each`() {
    var stage = stage(typing: "user=ann user=root user=ann")
    stage.send(.userFound(name: name("ann"), UserID(rawValue: 1000)))
    stage.send(.userFound(name: name("root"), UserID(rawValue: 0)))
    #expect(
      stage.effects.prefix(2) == [.findUser(name: name("ann")), .findUser(name: name("root"))])
    #expect(stage.text.contains(" filter 4/4 user=ann user=root user=ann"))
  }

  @Test func `a number is not looked up`() {
    #expect(stage(typing: "user=0").text.contains(" filter 2/4 user=0"))
  }

  @Test func `an unknown user is reported`() {
    var stage = stage(typing: "user=bob")
    stage.press(.character("q"), .enter)
    stage.send(.userFound(name: name("bob"), nil))
    #expect(stage.lines.suffix(2) == ["no such user: 'bob'", "filter: user=bob_"])
    #expect(!stage.effects.contains(.quit))
    stage.press(.control("u"), .enter)
    #expect(!stage.text.contains("filter: "))
  }

  @Test func `keys that are typed during the lookup wait`() {
    var stage = stage(typing: "user=ann")
    stage.press(.end, .character("p"))
    #expect(!stage.text.contains("PAUSED"))
    stage.send(.userFound(name: name("ann"), UserID(rawValue: 1000)))
    #expect(stage.text.contains("PAUSED"))
    #expect(stage.lines.last?.hasPrefix("? help") == true)
  }

  @Test func `Esc does not wait, and the answer is ignored`() {
    var stage = stage(typing: "user=ann")
    stage.press(.escape)
    stage.send(.userFound(name: name("ann"), UserID(rawValue: 1000)))
    #expect(!stage.text.contains(" filter 2/4"))
    stage.press(.character("f"))
    stage.type("user=root")
    stage.press(.enter)
    stage.send(.userFound(name: name("ann"), UserID(rawValue: 1000)))
    #expect(stage.lines.last == "filter: user=root_")
  }
}
