import Canvas
import Contents
import Monitor
import Formatting
import SharedMemory
import Testing

struct DetailsScreenTests {
  @Test func `all facts of a System V segment`() throws {
    var stage = MonitorHarness(90, 40, sortedBy: .label)
    stage.show(Sample.snapshot(Sample.mixed))
    stage.press(.enter)
    try stage.expectScreen("details-of-system-v")
    stage.press(.end)
    #expect(stage.text.contains("CTIME   2026-11-21T12:05:11Z"))
    stage.press(.home, .escape)
    #expect(stage.text.contains("NAME"))
  }

  private func removed(_ columns: Int, _ rows: Int, holders: Int = 1) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows)
    let all = (0..<Int32(holders)).map { Sample.holder(3187 + $0, "qemu-system-x86") }
    stage.show(
      Sample.judged(Sample.unlinked, holders: [.file(inode: 13): all], unreadable: [5]))
    stage.press(.enter)
    return stage
  }

  @Test func `the verdict comes first, then the holders`() throws {
    try removed(80, 14).expectScreen("details-of-removed")
  }

  @Test func `on a small screen everything is there, a page further down`() throws {
    var stage = removed(40, 10)
    try stage.expectScreen("details-of-removed")
    stage.press(.pageDown)
    try stage.expectScreen("details-of-removed-page-down")
  }

  @Test func `Enter shows what the selected holder holds`() {
    var stage = removed(80, 24, holders: 2)
    stage.press(.enter)
    #expect(stage.lines.last == "select a holder with Tab first")
    stage.press(.tab, .tab, .enter)
    #expect(stage.lines[0].contains("qemu-system-x86 (3188)"), "\(stage.text)")
    stage.press(.escape)
    #expect(stage.lines[0].contains("qemu_back_mem"))
  }

  @Test func `K says that the selected holder is gone before it asks about all`() {
    let segment = Sample.posix("data", inode: 1)
    let (one, two) = (Sample.holder(10, "one"), Sample.holder(11, "two"))
    var stage = MonitorHarness(sortedBy: .label)
    stage.show(Sample.judged([segment], holders: [.file(inode: 1): [one, two]]))
    stage.press(.enter, .tab)
    let isOne = stage.selected?.contains("one") == true
    stage.show(
      Sample.judged([segment], holders: [.file(inode: 1): [isOne ? two : one]], later: 1))
    stage.press(.character("K"))
    #expect(stage.monitor.question == nil)
    #expect(stage.text.contains("the selected holder is gone: Tab selects another"))
    stage.press(.character("K"))
    #expect(stage.monitor.question != nil)
  }

  @Test func `a list of any number of holders scrolls`() {
    var stage = removed(80, 24, holders: 800)
    #expect(stage.text.contains("797 more and any unseen holder"))
    for _ in 0..<10 { stage.press(.pageDown) }
    #expect(stage.lines[1].contains("qemu-system-x86 map   1   0 r          0"))
    stage.press(.end)
    #expect(stage.text.contains("ALLOC"))
  }

  @Test func `the facts are those of the latest snapshot`() {
    var stage = MonitorHarness(90, 30, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.systemV(5, attachments: 1)]))
    stage.press(.enter)
    stage.show(Sample.snapshot([Sample.systemV(5, attachments: 17)], later: 1))
    #expect(stage.text.contains("ATT     17 "))
  }

  @Test func `the details of a gone segment say so and do nothing`() {
    var stage = MonitorHarness(90, 30, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.systemV(5)]))
    stage.press(.enter)
    stage.show(Sample.snapshot([], later: 1))
    #expect(stage.lines[0].hasSuffix("sysv, gone"))
    stage.forgetEffects()
    for key in ["d", "x", "K"] as [Unicode.Scalar] {
      stage.press(.character(key))
      #expect(stage.lines.last == "this segment is gone")
    }
    #expect(stage.effects == [])
  }

  @Test func `the details of a gone segment speak of the past and count nothing`() throws {
    var stage = removed(80, 24, holders: 2)
    stage.press(.end)
    stage.show(Sample.judged([], later: 1))
    try stage.expectScreen("details-gone")
    for words in ["stay until", "while it is held", "FREES", "ATT", "ALLOC", "AGE", "STATE"] {
      #expect(!stage.text.contains(words), "\(words): \(stage.text)")
    }
    #expect(stage.text.contains("gone  it no longer exists"))
    #expect(stage.text.contains("it was last seen as removed"))
    #expect(stage.text.contains("Holders: none now; last seen: qemu-system-x86 (3187) and qemu"))
    #expect(!(stage.lines.last ?? "").contains("signal"))
  }

  @Test func `help lists every key of the screen it is asked on`() {
    var stage = MonitorHarness(80, 60)
    stage.show(Sample.snapshot(Sample.mixed))
    let help = stage.help()
    for word in ["F1", "F5", "F6", "F9", "Del", "^L", "PgDn", "Home", "find a name", "ALLOC"] {
      #expect(help.contains(word))
    }
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.press(.character("?"))
    #expect(!stage.text.contains("find a name"))
  }

  private func signature(_ bytes: [UInt8], in kind: Segment.Kind = .posix) -> ContentSignature {
    ContentSignature(in: kind, size: UInt64(bytes.count)) { offset, count in
      Array(bytes.dropFirst(Int(offset)).prefix(count))
    }
  }

  @Test func `the signature is requested once, and shown when it comes`() {
    var stage = MonitorHarness(90, 30, sortedBy: .label)
    let segment = Sample.systemV(5)
    stage.show(Sample.snapshot([segment]))
    stage.forgetEffects()
    stage.press(.enter)
    #expect(stage.effects == [.readSignature(segment)])
    stage.send(.signatureRead(segment.identity, signature(Array("\u{7f}ELF".utf8))))
    #expect(stage.text.contains("Contents: ⚠ an executable"))
    let frame = stage.monitor.frame
    let row = stage.lines.firstIndex { $0.contains("an executable") } ?? 0
    #expect(frame[row: row].dropFirst().first?.style == .warning)
    stage.forgetEffects()
    stage.show(Sample.snapshot([segment], later: 1))
    #expect(stage.effects == [])
    #expect(stage.text.contains("Contents: ⚠ an executable"))
  }

  @Test func `the signature of another segment is not shown`() {
    var stage = MonitorHarness(90, 30, sortedBy: .label)
    stage.show(Sample.snapshot([Sample.systemV(5), Sample.systemV(6)]))
    stage.press(.enter)
    stage.send(.signatureRead(Sample.systemV(6).identity, signature(Array("\u{7f}ELF".utf8))))
    #expect(!stage.text.contains("Contents:"))
    stage.send(.signatureRead(Sample.systemV(5).identity, nil))
    #expect(!stage.text.contains("Contents:"))
    stage.press(.escape)
    stage.send(.signatureRead(Sample.systemV(5).identity, signature(Array("\u{7f}ELF".utf8))))
    #expect(!stage.text.contains("Contents:"))
  }

  @Test func `the signature of a semaphore is requested with every snapshot`() {
    var stage = MonitorHarness(90, 30, sortedBy: .label)
    let semaphore = Sample.posix("sem.x", size: 32)
    stage.show(Sample.snapshot([semaphore]))
    stage.press(.enter)
    var bytes: [UInt8] = [3, 0, 0, 0, 2, 0, 0, 0, 128] + Array(repeating: 0, count: 23)
    stage.send(.signatureRead(semaphore.identity, signature(bytes, in: .semaphore)))
    #expect(stage.text.contains("Semaphore: value 3, 2 waiting"))
    stage.forgetEffects()
    stage.show(Sample.snapshot([semaphore], later: 1))
    #expect(stage.effects == [.readSignature(semaphore)])
    #expect(stage.text.contains("Semaphore: value 3, 2 waiting"))
    bytes[0] = 4
    stage.send(.signatureRead(semaphore.identity, signature(bytes, in: .semaphore)))
    #expect(stage.text.contains("Semaphore: value 4, 2 waiting"))

    stage.show(Sample.snapshot([], later: 2))
    stage.forgetEffects()
    stage.show(Sample.snapshot([], later: 3))
    #expect(stage.effects == [])
  }

  @Test func `the signature is requested again for a segment that takes the shmid`() {
    var stage = MonitorHarness(90, 30, sortedBy: .label)
    let (first, second) = (Sample.systemV(5), Sample.systemV(5, key: 9))
    stage.show(Sample.snapshot([first]))
    stage.press(.enter)
    stage.send(.signatureRead(first.identity, signature(Array("\u{7f}ELF".utf8))))
    #expect(stage.text.contains("an executable"))
    stage.forgetEffects()
    stage.show(Sample.snapshot([second], later: 1))
    #expect(stage.effects == [.readSignature(second)])
    #expect(!stage.text.contains("an executable"))
    // The answer about the first comes late.
    stage.send(.signatureRead(first.identity, signature(Array("\u{7f}ELF".utf8))))
    #expect(!stage.text.contains("an executable"))
  }

  @Test func `the footer and help offer nothing that a vanished segment cannot do`() {
    for keys in [[], [.character("x")]] as [[Key]] {
      var stage = MonitorHarness(140, 60, sortedBy: .label)
      stage.show(Sample.judged([Sample.orphan(1)]))
      stage.press(keys.first ?? .enter)
      stage.answer(.success(.file))
      stage.read([1, 2, 3])
      #expect(stage.lines.last?.contains("d remove") == true)
      stage.show(Sample.judged([], later: 1))
      stage.send(.contentsGone(stage.session))
      for word in ["remove", "signal", "x hex", "find  ", "save", "compare  "] {
        #expect(stage.lines.last?.contains(word) == false, "\(word): \(stage.text)")
      }
      #expect(stage.lines.last?.contains("Esc back") == true)
      #expect(!stage.help().contains("asks first"))
      stage.forgetEffects()
      for key in ["d", "K"] as [Unicode.Scalar] {
        stage.press(.character(key))
        #expect(stage.lines.last == "this segment is gone")
      }
      #expect(stage.effects == [])
    }
  }
}
