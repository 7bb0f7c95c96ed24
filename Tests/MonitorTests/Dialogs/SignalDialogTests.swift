import Canvas
import Monitor
import Operations
import Formatting
import Query
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Signals to those who hold a segment.
struct SignalDialogTests {
  private let segment = Sample.posix("data", inode: 1, age: 7200)
  private let first = Sample.holder(3187, "one")
  private let second = Sample.holder(3190, "t\u{1b}wo")

  private func stage(
    _ holders: [Holder]? = nil, _ columns: Int = 80, _ rows: Int = 24
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(
      Sample.judged([segment], holders: [.file(inode: 1): holders ?? [first, second]]))
    stage.press(.enter)
    stage.forgetEffects()
    return stage
  }

  @Test func `a key of the details asks about the holder under the cursor`() {
    var stage = stage()
    #expect(stage.lines.last?.contains("K signal  Tab holder") == true)
    stage.press(.tab)
    #expect(stage.selected?.contains("3187") == true)
    stage.press(.tab)
    #expect(stage.selected?.contains("3190") == true)
    stage.press(.character("K"))
    #expect(
      stage.lines.filter { $0.contains("│") || $0.contains("┌") }.joined(separator: "\n")
        .contains("Send a signal?"))
    for words in [
      #"t\ewo (3190)"#, "user ann, started 2026-11-21T12:05:11Z, 1h ago", "holds posix:/data",
      "> TERM  asks it to exit", "  KILL  ends it", "[ Cancel: Esc ]  [ Send TERM: y ]",
    ] {
      #expect(stage.text.contains(words), "\(words)\n\(stage.text)")
    }
    let frame = stage.monitor.frame
    let focused = frame.lines.indices.flatMap { row in
      frame[row: row].filter { $0.style == .focusedButton }.compactMap(\.character)
    }
    #expect(String(String.UnicodeScalarView(focused)) == "[ Cancel: Esc ]")
    #expect(stage.effects.filter(\.isChanging) == [])
  }

  @Test func `without a selection all holders are asked about, and listed`() {
    var alone = stage([first])
    alone.press(.character("K"))
    #expect(alone.text.contains("one (3187)"))
    var several = stage()
    several.press(.character("K"))
    for words in [
      "2 processes hold posix:/data", "3187 ann      one", #"3190 ann      t\ewo"#,
      "Together they free nothing: a name", "[ TERM to 2: y ]",
    ] {
      #expect(several.text.contains(words), "\(words)\n\(several.text)")
    }
    several.press(.character("y"))
    #expect(several.effects.filter(\.isChanging) == [.signal(.terminate, [first, second])])
  }

  @Test func `the table asks about the holders of the row, and of all tagged`() {
    var stage = MonitorHarness(sortedBy: .label)
    let other = Sample.posix("other", inode: 2, age: 7200)
    stage.show(
      Sample.judged(
        [segment, other], holders: [.file(inode: 1): [first], .file(inode: 2): [first, second]]))
    stage.press(.character("K"))
    #expect(stage.text.contains("one (3187)"))
    stage.press(.escape, .character("T"), .character("K"))
    #expect(stage.text.contains("2 processes hold 2 segments"))
    stage.forgetEffects()
    stage.press(.down, .character("y"))
    #expect(stage.effects.filter(\.isChanging) == [.signal(.kill, [first, second])])
  }

  @Test func `a leaves the selected holder for all of them`() {
    var stage = stage()
    stage.press(.tab, .character("K"))
    #expect(stage.text.contains("a: all 2 holders"))
    stage.press(.tab, .character("a"), .enter)
    #expect(stage.effects.filter(\.isChanging) == [])
    stage.press(.character("K"), .character("a"), .character("y"))
    #expect(stage.effects.filter(\.isChanging) == [.signal(.terminate, [first, second])])
  }

  @Test func `holders that free memory only together say so`() {
    let shared = Sample.unlinked[0]
    let holders = [first, second, Sample.holder(3191, "three")]
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.judged([shared], holders: [.file(inode: 13): holders]))
    stage.press(.enter)
    #expect(stage.text.contains("together 8G: that is freed when all 3 exit"))
    stage.press(.character("K"))
    #expect(stage.text.contains("Together they free 8G."))
    stage.press(.escape, .tab, .character("K"))
    #expect(stage.text.contains("Its exit frees nothing"))
  }

  @Test func `each result of a signal to several has a line, and K then asks about KILL`() throws {
    var stage = stage()
    stage.press(.character("K"), .character("y"))
    stage.send(
      .signalled(
        .terminate,
        [
          SignalOutcome(to: first, .success(())),
          SignalOutcome(to: second, .failure(.notPermitted)),
        ]))
    for words in [
      "TERM sent to 1 of 2 processes", "one(3187): TERM sent",
      #"t\ewo(3190): not permitted: only its user (ann) or root may"#, "2 of 2 still hold it.",
      "[ KILL them: K ]",
    ] {
      #expect(stage.text.contains(words), "\(words)\n\(stage.text)")
    }
    try stage.expectScreen("signalled-several")
    stage.show(Sample.judged([segment], holders: [.file(inode: 1): [second]], later: 1))
    #expect(stage.text.contains("1 of 2 still hold it."))
    stage.forgetEffects()
    let question = stage.monitor.question
    stage.press(.character("K"))
    #expect(stage.text.contains("> KILL"))
    // It is another question, so keys that were typed ahead do not answer it.
    #expect(stage.monitor.question != question)
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging) == [.signal(.kill, [second])])
  }

  @Test func `those that let go while the question is open get no signal`() {
    var stage = stage()
    stage.press(.character("K"), .tab)
    stage.show(
      Sample.judged(
        [segment], holders: [.file(inode: 1): [second, Sample.holder(9, "new")]], later: 1))
    #expect(stage.text.contains("no longer a holder"))
    stage.forgetEffects()
    // The question has changed.
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging) == [])
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging) == [.signal(.terminate, [second])])
  }

  @Test func `Tab wraps at the last holder, and S-Tab goes back`() {
    var stage = stage()
    stage.press(.tab, .tab, .tab)
    #expect(stage.selected?.contains("3187") == true)
    stage.press(.backTab)
    #expect(stage.selected?.contains("3190") == true)
  }

  @Test func `the cursor stays with its process when others come and go`() {
    var stage = stage()
    stage.press(.tab)
    let early = Sample.holder(5, "early")
    stage.show(
      Sample.judged([segment], holders: [.file(inode: 1): [early, first, second]], later: 1))
    #expect(stage.selected?.contains("3187") == true)
    // Another process has the number: the cursor is not on it.
    stage.show(
      Sample.judged(
        [segment],
        holders: [.file(inode: 1): [early, Sample.holder(3187, "other", started: 999), second]],
        later: 2))
    #expect(stage.selected == nil)
  }

  @Test(
    arguments: [
      (0, .terminate), (1, .kill), (2, .interrupt), (3, .hangUp), (9, .hangUp),
    ] as [(Int, ProcessSignal)])
  func `the chosen signal is sent with y`(downs: Int, signal: ProcessSignal) {
    var stage = stage([first])
    stage.press(.character("K"))
    for _ in 0..<downs { stage.press(.down) }
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging) == [.signal(signal, [first])])
    #expect(!stage.text.contains("Send a signal?"))
  }

  @Test(
    arguments: [
      [.enter], [.escape], [.character("n")], [.character("q")], [.down, .enter],
      [.tab, .down, .enter], [.tab, .tab, .enter], [.character("k"), .enter],
      [.character("K"), .enter],
    ] as [[Key]])
  func `these keys send nothing and close the question`(keys: [Key]) {
    var stage = stage([first])
    stage.press(.character("K"))
    for key in keys { stage.press(key) }
    #expect(stage.effects.filter(\.isChanging) == [])
    #expect(!stage.text.contains("Send a signal?"))
  }

  @Test func `a process that lets go while the question is open gets no signal`() {
    var stage = stage()
    stage.press(.tab, .character("K"), .tab)
    stage.show(
      Sample.judged(
        [segment],
        holders: [.file(inode: 1): [Sample.holder(3187, "other", started: 999), second]],
        later: 1))
    #expect(stage.text.contains("It does not hold the segment any more."))
    stage.forgetEffects()
    stage.press(.character("y"))
    #expect(stage.effects.filter(\.isChanging) == [])
    stage.press(.tab, .enter)
    #expect(stage.effects.filter(\.isChanging) == [])
  }

  @Test(
    arguments: [
      (.success(()), "one(3187): TERM sent"),
      (.failure(.gone), "one(3187): it has already exited"),
      (.failure(.replaced), "one(3187): another process has its PID now; no signal was sent"),
      (.failure(.startUnknown), "one(3187): its start time is not known; no signal was sent"),
      (.failure(.thisProgram), "one(3187): it is shmtop itself; no signal was sent"),
      (
        .failure(.firstProcess),
        "one(3187): all processes depend on process 1; no signal was sent"
      ),
      (
        .failure(.foreignPIDs),
        "one(3187): /proc belongs to another PID namespace, so its PID here is not known"
      ),
      (.failure(.notPermitted), "one(3187): not permitted: only its user (ann) or root may"),
      (.failure(.failed(.ioError)), "one(3187): Input/output error"),
    ] as [(Result<Void, ProcessSignal.Failure>, String)])
  func `the result is shown, and processes are scanned again`(
    result: Result<Void, ProcessSignal.Failure>, words: String
  ) {
    var stage = stage([first], 100)
    stage.send(.signalled(.terminate, [SignalOutcome(to: first, result)]))
    #expect(stage.lines.last == words)
    #expect(stage.effects.first == .rescan)
  }

  @Test func `without holders there is no such key`() {
    var stage = stage([])
    #expect(stage.lines.last?.contains("signal") == false)
    stage.press(.character("K"))
    #expect(stage.lines.last == "no process holds it: there is nothing to signal")
    stage.press(.tab)
    #expect(stage.selected == nil)
  }

  @Test(
    arguments: [
      (412, "holders: none seen, but not all processes were read"),
      (0, "holders: not known: none of the 2 processes could be read"),
    ])
  func `without a known holder, the key says what was not read`(readable: Int, words: String) {
    var stage = MonitorHarness(80, 14)
    stage.show(Sample.judged([Sample.orphan(1)], unreadable: [7, 8], readable: readable))
    stage.press(.character("K"))
    #expect(stage.lines.last == "\(words)")
  }

  @Test func `a small screen scrolls to the holder and to the signals`() {
    var stage = stage((0..<30).map { Sample.holder(4000 + $0, "w") }, 40, 10)
    for _ in 0..<25 { stage.press(.tab) }
    #expect(stage.selected?.contains("4024") == true)
    stage.press(.character("K"))
    #expect(stage.text.contains("w (4024)"))
    stage.press(.down)
    #expect(stage.text.contains("> KILL"))
    #expect(stage.text.contains("[ Send KILL: y ]"))
  }
}
