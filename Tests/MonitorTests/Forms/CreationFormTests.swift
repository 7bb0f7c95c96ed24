import Canvas
import Formatting
import SafeText
import Kernel
import Monitor
import Operations
import SharedMemory
import SystemPackage
import Testing

/// The form for a new segment, the question after it, and the result.
struct CreationFormTests {
  private func stage(_ keys: KeyScript = [], columns: Int = 80, rows: Int = 24) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.judged([Sample.orphan(1), Sample.systemV(7, key: 5)]))
    stage.play(keys)
    return stage
  }

  private func created(_ stage: MonitorHarness) -> [Creation.Request] {
    stage.effects.compactMap { if case .create(let request) = $0 { request } else { nil } }
  }

  @Test func `asks with Cancel focused, and creates what was typed after a yes`() {
    var stage = stage("C '/new' Tab '1M' Tab Bksp '4' Tab Space Enter")
    #expect(created(stage) == [])
    #expect(stage.monitor.question != nil)
    stage.press(.enter)
    #expect(created(stage) == [])
    #expect(stage.monitor.question == nil)
    stage.play("C '/new' Tab '1M' Tab Bksp '4' Tab Space Enter y")
    #expect(
      created(stage) == [
        Creation.Request(
          name: .posix(ShmName("new".utf8)), size: 1 << 20,
          permissions: FilePermissions(rawValue: 0o604), isReserved: true)
      ])
  }

  @Test func `creates System V segments with a key and without`() {
    #expect(
      created(stage("C 'sysv' Tab '1' Enter y")).map(\.name) == [.systemV(.private)])
    #expect(
      created(stage("C 'sysv:0x10' Tab '1' Enter y")).map(\.name)
        == [.systemV(IPCKey(rawValue: 16))])
  }

  @Test(
    arguments: [
      ("Enter", "Name", "a POSIX name begins with a slash"),
      ("'/a/b' Enter", "Name", "at most 255 bytes after the slash"),
      ("'/sem.x' Enter", "Name", "create one with sem_open(3)"),
      ("'sysv:0' Enter", "Name", "or sysv alone for none"),
      ("'/a' Enter", "Size", "expected a number of bytes"),
      ("'/a' Tab '1.5G' Enter", "Size", "expected a number of bytes"),
      ("'sysv' Tab '0' Enter", "Size", "a System V segment has at least one byte"),
      ("'/a' Tab '1' Tab '9' Enter", "Mode", "a mode in octal digits"),
      ("'/a' Tab '1' Tab ^U '4755' Enter", "Mode", "a mode up to 0777"),
      ("'sysv' Tab '1' S-Tab S-Tab Space Enter", "Reserve", "of POSIX segments can be reserved"),
      ("'/psm_1' Tab '1' Enter", "Name", "/psm_1 already exists and was not changed"),
      ("'sysv:5' Tab '1' Enter", "Name", "a segment with key 0x00000005 already exists"),
    ])
  func `says what is wrong, in the field that it is about`(
    keys: String, field: String, words: String
  ) {
    let stage = stage("C" + KeyScript(keys), columns: 120)
    #expect(stage.text.contains(words), "\(stage.text)")
    #expect(stage.text.contains("> \(field)"), "\(stage.text)")
    #expect(stage.monitor.question == nil)
  }

  @Test func `Esc closes it, and Backspace in an empty field does not`() {
    var stage = stage("C Bksp Bksp")
    #expect(stage.text.contains("New segment"))
    stage.play("q q")
    #expect(stage.text.contains("> Name    qq"))
    stage.press(.escape)
    #expect(!stage.text.contains("New segment"))
  }

  @Test func `a pasted name is typed without the keys in it, and is shown escaped`() {
    var stage = stage("C")
    let pasted: [Key] =
      [.character("/"), .character("a"), .control("a"), .enter, .escape, .tab]
      + "\u{9b}31m\u{202e}b".unicodeScalars.map(Key.character)
    stage.send(.pasted(pasted))
    #expect(stage.text.contains(#"> Name    /a\u{9b}31m\u{202e}b"#), "\(stage.text)")
    stage.play("Tab '1' Enter")
    #expect(stage.text.contains(#"posix:/a\u{9b}31m\u{202e}b"#), "\(stage.text)")
    stage.send(.pasted([.character("y")]))
    #expect(created(stage) == [])
    stage.press(.character("y"))
    #expect(
      created(stage).map(\.name) == [.posix(ShmName("/a\u{9b}31m\u{202e}b".utf8.dropFirst()))])
  }

  // MARK: The result

  @Test func `the new row is selected when it appears, and its ID is said`() {
    var stage = stage("C '/zz' Tab '1' Enter y")
    let segment = Sample.posix("zz", inode: 9)
    guard let request = created(stage).first else { return }
    stage.send(.created(request, .success(segment)))
    #expect(stage.lines.last == "posix:/zz: created")
    stage.show(
      Sample.judged([Sample.orphan(1), Sample.systemV(7, key: 5), segment], later: 1))
    #expect(stage.selected?.contains("/zz") == true, "\(stage.text)")
    #expect(stage.lines.last == "posix:/zz: created")
  }

  @Test func `a key that was pressed since keeps its row selected`() {
    var stage = stage("C '/zz' Tab '1' Enter y")
    let segment = Sample.posix("zz", inode: 9)
    guard let request = created(stage).first else { return }
    stage.send(.created(request, .success(segment)))
    stage.press(.home)
    stage.show(
      Sample.judged([Sample.orphan(1), Sample.systemV(7, key: 5), segment], later: 1))
    #expect(stage.selected?.contains("/zz") == false, "\(stage.text)")
  }

  @Test func `a filter that hides the new row is said`() {
    var stage = stage("f 'kind=sysv' Enter C '/zz' Tab '1' Enter y")
    let segment = Sample.posix("zz", inode: 9)
    guard let request = created(stage).first else { return }
    stage.send(.created(request, .success(segment)))
    stage.show(
      Sample.judged([Sample.orphan(1), Sample.systemV(7, key: 5), segment], later: 1))
    #expect(stage.lines.last == "posix:/zz: created, but the filter hides it")
  }

  @Test func `a refusal is said`() {
    var stage = stage("C '/zz' Tab '1' Enter y")
    guard let request = created(stage).first else { return }
    stage.send(.created(request, .failure(.noSpace(free: 0))))
    #expect(
      stage.lines.last
        == "posix:/zz: not created: it needs 1 byte, and 0 bytes of /dev/shm are free",
      "\(stage.text)")
  }

  @Test func `n without a search says that there was none`() {
    #expect(stage("N").lines.last == "nothing was searched: / finds a row")
  }
}
