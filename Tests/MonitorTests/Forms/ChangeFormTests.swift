import Canvas
import Formatting
import SafeText
import Kernel
import Monitor
import Operations
import SharedMemory
import SystemPackage
import Testing

/// The forms for size, owner and mode, and the questions after them.
struct ChangeFormTests {
  private static let holders: [HeldObject: [Holder]] = [
    .file(inode: 1): [Sample.holder(3187, "one")]
  ]

  private func stage(
    _ keys: KeyScript = [], holders: [HeldObject: [Holder]] = [:], columns: Int = 100
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, 24, sortedBy: .label)
    stage.show(Sample.judged([Sample.orphan(1), Sample.systemV(7, key: 5)], holders: holders))
    stage.play(keys)
    return stage
  }

  private func changes(_ stage: MonitorHarness) -> [[SegmentChange]] {
    stage.effects.compactMap { if case .change(_, let changes) = $0 { changes } else { nil } }
  }

  // MARK: Size

  @Test(arguments: ["End", "End Enter"] as [KeyScript])
  func `R asks for a size, then whether to resize, with Cancel focused`(path: KeyScript) {
    var stage = stage(path + "R ^U '8K' Enter")
    #expect(stage.text.contains("It grows from 4096 to 8192 bytes."), "\(stage.text)")
    #expect(stage.monitor.question != nil)
    stage.press(.enter)
    #expect(stage.monitor.question == nil)
    #expect(changes(stage) == [])
    stage.play("R ^U '8K' Enter y")
    #expect(changes(stage) == [[.resize(to: 8192)]])
  }

  @Test func `processes are scanned before the question, and keys do nothing meanwhile`() {
    var stage = stage("End")
    stage.scansAtOnce = false
    stage.forgetEffects()
    stage.play("R ^U '0' Enter")
    #expect(stage.effects.contains(.rescan))
    #expect(!stage.effects.contains { if case .foreseeChange = $0 { true } else { false } })
    stage.play("y Tab '9' Enter")
    #expect(stage.text.contains("Scanning all processes for holders"), "\(stage.text)")
    #expect(changes(stage) == [])
    stage.scan()
    #expect(stage.text.contains("everything from byte 0 on is lost."), "\(stage.text)")
  }

  @Test func `Esc ends the wait, and no question follows`() {
    var stage = stage("End")
    stage.scansAtOnce = false
    stage.play("R ^U '0' Enter Esc")
    stage.scan()
    #expect(stage.monitor.question == nil)
    #expect(!stage.text.contains("New size"))
  }

  @Test(
    arguments: [
      (ChangeError.held, "not changed: in use by one(3187), which would end with SIGBUS"),
      (.mayBeHeld, "not changed: a process may hold it"),
      (.sealed(.shrink), "its seals (F_SEAL_SHRINK) keep its size"),
      (.notPermitted, "not changed: not permitted: its mode does not let you write to it"),
    ])
  func `a refusal stands in the form, with the reason`(error: ChangeError, words: String) {
    var stage = stage("End", holders: Self.holders, columns: 120)
    stage.changeProblem = error
    stage.play("R ^U '0' Enter")
    #expect(stage.text.contains(words), "\(stage.text)")
    #expect(stage.text.contains("New size"))
    #expect(stage.monitor.question == nil)
  }

  @Test(
    arguments: [
      ("^U 'much' Enter", "expected a number of bytes"),
      ("Enter", "nothing to change: edit a field, or Esc"),
      ("^U '4K' Enter", "nothing to change: edit a field, or Esc"),
    ])
  func `what is no new size is said`(keys: String, words: String) {
    #expect(stage("End R" + KeyScript(keys)).text.contains(words))
  }

  @Test func `on the smallest screen a question says what is lost`() {
    var stage = MonitorHarness(40, 10, sortedBy: .label)
    stage.show(Sample.judged([Sample.orphan(1)]))
    stage.play("R ^U '1K' Enter")
    let text = stage.lines.joined(separator: " ")
    for words in ["Shrinks from 4096 to 1024 bytes", "from byte 1024", "lost.", "[ Resize: y ]"] {
      #expect(text.contains(words), "\(words)\n\(stage.text)")
    }
  }

  @Test(
    arguments: [
      (ChangeError.notGiven, "> Owner"), (.aboveLockLimit(4096), "> Lock"), (.notOwner, "> Mode"),
    ])
  func `a refusal stands in the field that it is about`(error: ChangeError, field: String) {
    var stage = stage("Home", columns: 120)
    stage.changeProblem = error
    stage.play("o Tab ^U '640' Enter")
    #expect(stage.text.contains(field), "\(stage.text)")
    #expect(stage.monitor.question == nil)
  }

  @Test func `a System V segment has one size for ever`() {
    let stage = stage("Home R")
    #expect(stage.lines.last == "the size of a System V segment never changes")
    #expect(!stage.text.contains("New size"))
  }

  @Test func `a new holder takes the answer back, and y has to be pressed again`() {
    var stage = stage("End R ^U '0' Enter Tab")
    stage.show(
      Sample.judged(
        [Sample.orphan(1), Sample.systemV(7, key: 5)], holders: Self.holders, later: 5))
    #expect(stage.text.contains("This has just changed"), "\(stage.text)")
    #expect(stage.text.contains("in-use"), "\(stage.text)")
    stage.press(.character("y"))
    #expect(changes(stage) == [])
    stage.press(.character("y"))
    #expect(changes(stage) == [[.resize(to: 0)]])
  }

  @Test func `a segment that was replaced cannot be changed any more`() {
    var stage = stage("End R ^U '0' Enter")
    stage.show(Sample.judged([Sample.posix("psm_1", inode: 1, age: 5)], later: 5))
    #expect(stage.text.contains("another segment has replaced it"), "\(stage.text)")
    stage.press(.tab, .enter)
    stage.press(.character("y"))
    #expect(changes(stage) == [])
  }

  @Test func `the form closes when its segment goes`() {
    var stage = stage("End R")
    stage.show(Sample.judged([Sample.systemV(7, key: 5)], later: 5))
    #expect(!stage.text.contains("New size"))
    #expect(stage.lines.last == "this segment is gone")
  }

  // MARK: Owner and mode

  @Test(arguments: ["Home", "Home Enter"] as [KeyScript])
  func `o says what would be so, and who gains and loses, with Cancel focused`(path: KeyScript) {
    var stage = stage(path + "o ^U 'bob:staff' Tab ^U '640' Enter", columns: 120)
    for words in [
      "Now:   mode 0600, owner root, group", "After: mode 0640, owner bob, group staff",
      "user bob gets the owner's rights (rw-)", "user root keeps these rights as its creator",
      "group staff gets r--; group",
      "[ Cancel: Esc ]",
    ] {
      #expect(stage.text.contains(words), "\(words)\n\(stage.text)")
    }
    stage.press(.enter)
    #expect(changes(stage) == [])
    stage.play("o ^U 'bob:staff' Tab ^U '640' Enter y")
    let owner = NewOwner(user: UserID(rawValue: 1001), group: GroupID(rawValue: 50))
    #expect(
      changes(stage) == [
        [.access(AccessChange(owner: owner, permissions: FilePermissions(rawValue: 0o640)))]
      ])
  }

  @Test func `only what differs is changed, and a lock comes first`() {
    #expect(
      changes(stage("Home o Tab ^U '0644' Enter y"))
        == [[.access(AccessChange(owner: nil, permissions: FilePermissions(rawValue: 0o644)))]])
    #expect(changes(stage("Home o Tab Tab Space Enter y")) == [[.lock(true)]])
    #expect(
      changes(stage("Home o Tab ^U '0' Tab Space Enter y"))
        == [[.lock(true), .access(AccessChange(owner: nil, permissions: []))]])
  }

  @Test func `a locked segment can be unlocked`() {
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.judged([Sample.systemV(7, mode: 0o2600)]))
    stage.play("o Tab Tab")
    #expect(stage.text.contains("[x] keep its pages in RAM"), "\(stage.text)")
    #expect(stage.lines.last?.contains("Space check") == true, "\(stage.text)")
    stage.play("Space Enter")
    #expect(stage.text.contains("Unlock: its pages can be swapped out again."), "\(stage.text)")
    stage.play("y")
    #expect(changes(stage) == [[.lock(false)]])
  }

  @Test(
    arguments: [
      ("Enter", "nothing to change: edit a field, or Esc"),
      ("^U 'carol' Enter", "no user is named 'carol'"),
      ("^U 'bob:none' Enter", "no group is named 'none'"),
      ("Tab ^U 'rw' Enter", "expected a mode in octal digits"),
      ("Tab ^U '4600' Enter", "expected a mode up to 0777"),
    ])
  func `what is no owner or mode is said`(keys: String, words: String) {
    let stage = stage("Home o" + KeyScript(keys))
    #expect(stage.text.contains(words), "\(stage.text)")
    #expect(stage.monitor.question == nil)
  }

  @Test func `a file has no lock`() {
    #expect(!stage("End o").text.contains("Lock"))
  }

  // MARK: The result

  @Test func `what was done is said, and what was not`() {
    var stage = stage(columns: 160)
    var result = ChangeResult()
    result.done = ["locked"]
    stage.send(.changed(Sample.systemV(7, key: 5), result))
    #expect(stage.lines.last == "sysv:7: locked")
    result.problem = .replaced
    stage.send(.changed(Sample.systemV(7, key: 5), result))
    #expect(
      stage.lines.last
        == "sysv:7: locked; owner and mode not changed: it has changed, or another segment has its ID; nothing was changed"
    )
  }
}
