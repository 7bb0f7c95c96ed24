import Canvas
import Contents
import Monitor
import Formatting
import SharedMemory
import Operations
import Testing

/// Segments whose developers warn: their ID must be typed.
struct TypedRemovalTests {
  private let target = Sample.posix("PostgreSQL.77", inode: 1, age: 7200)

  private func stage(_ columns: Int = 80, _ rows: Int = 24) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.judged([target]))
    stage.press(.character("d"))
    stage.forgetEffects()
    return stage
  }

  @Test func `the question asks for the ID and shows the warning`() {
    let stage = stage()
    #expect(stage.text.contains("PostgreSQL: queries fail if a running server loses it"))
    #expect(stage.text.contains("To remove it, type posix:/PostgreSQL.77"))
    #expect(stage.text.contains("[ Keep it: Esc ]"))
    #expect(!stage.text.contains("[ Remove"))
    #expect(stage.lines.last == "F2 save first  Enter press  Esc no")
  }

  @Test func `the whole ID and Enter remove the segment, and nothing less`() {
    var stage = stage()
    stage.type("posix:/PostgreSQL.7")
    #expect(!stage.text.contains("[ Remove"))
    stage.type("7")
    #expect(stage.text.contains("> posix:/PostgreSQL.77_"))
    #expect(stage.text.contains("[ Remove: Enter ]"))
    #expect(stage.effects == [])
    stage.press(.enter)
    #expect(stage.effects.count == 1)
    #expect(stage.effects.first?.isChanging == true)
  }

  @Test(
    arguments: ["", "y", "yes", "posix:/PostgreSQL.7", "posix:/PostgreSQL.778", "sysv:1"])
  func `Enter keeps the segment if another text was typed`(text: String) {
    var stage = stage()
    stage.type(text)
    stage.press(.enter)
    #expect(stage.effects == [])
    #expect(!stage.text.contains("Remove?"))
  }

  @Test func `an obstacle that is foreseen takes the question away`() {
    var stage = stage()
    stage.send(.removalForeseen([target.identity: .immutable]))
    #expect(!stage.text.contains("To remove it, type"))
    stage.type("posix:/PostgreSQL.77")
    stage.press(.enter)
    #expect(stage.effects == [])
  }

  @Test func `the typed text can be edited`() {
    var stage = stage()
    stage.type("posix:/PostgreSQL.77")
    stage.press(.backspace)
    #expect(!stage.text.contains("[ Remove"))
    stage.press(.control("u"))
    #expect(stage.text.contains("> _"))
    stage.type("posix:/PostgreSQL.77")
    stage.press(.tab, .right, .enter)
    #expect(stage.effects.count == 1)
  }

  @Test func `the typed text is cleared if the segment changes`() {
    var stage = stage()
    stage.type("posix:/PostgreSQL.77")
    stage.show(
      Sample.judged([target], holders: [.file(inode: 1): [Sample.holder(1, "postgres")]], later: 1))
    #expect(stage.text.contains("This has just changed"))
    stage.forgetEffects()
    stage.press(.enter)
    #expect(stage.effects == [])
  }

  @Test func `F2 saves the segment first`() {
    var stage = stage()
    stage.press(.function(2))
    #expect(stage.text.contains("[x] Save first in .: F2"))
    stage.type("posix:/PostgreSQL.77")
    stage.press(.enter)
    let isSaving = stage.effects.contains {
      if case .remove(_, saving: true) = $0 { true } else { false }
    }
    #expect(isSaving)
  }

  @Test func `the ID of a System V segment is asked for too`() {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.judged([Sample.systemV(9, key: 0x52_e2c1)]))
    stage.press(.character("d"), .character("y"))
    #expect(stage.text.contains("type sysv:9"))
    stage.press(.backspace)
    stage.type("sysv:9")
    stage.press(.enter)
    #expect(stage.effects.last?.isChanging == true)
  }

  @Test func `the ID of a segment with the shape of PostgreSQL's interlock is asked for`() {
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.judged([Sample.systemV(9, key: 7, size: 56)]))
    #expect(stage.text.contains("PostgreSQL?"))
    stage.press(.character("d"), .character("y"))
    #expect(stage.text.contains("Perhaps PostgreSQL: a segment of this size and mode may be"))
    #expect(stage.text.contains("type sysv:9"))
  }

  /// A dialog about an attached segment, with its first bytes read or not.
  private func stage(size: UInt64, bytes: [UInt8]?) -> MonitorHarness {
    let segment = Sample.systemV(9, key: 7, size: size, attachments: 1)
    var stage = MonitorHarness(80, 24, sortedBy: .label)
    stage.show(Sample.judged([segment]))
    stage.press(.character("d"))
    let isRead = stage.effects.contains {
      if case .readSignature(let read) = $0 { read.identity == segment.identity } else { false }
    }
    #expect(isRead)
    stage.forgetEffects()
    if let bytes {
      stage.send(
        .signatureRead(
          segment.identity,
          ContentSignature(in: .systemV, size: size) { offset, count in
            Array(bytes.dropFirst(Int(offset)).prefix(count))
          }))
    }
    return stage
  }

  private static let header: [UInt8] = [0x0e, 0x75, 0x85, 0x28, 0x73, 0x0c, 0, 0]

  @Test func `other bytes end the suspicion`() {
    var stage = stage(size: 56, bytes: [1, 2, 3, 4])
    #expect(!stage.text.contains("Perhaps PostgreSQL"))
    #expect(stage.text.contains("[ Remove: y ]"))
    // The question has changed since the last key.
    stage.press(.character("y"))
    #expect(stage.effects == [])
    stage.press(.character("y"))
    #expect(stage.effects.first?.isChanging == true)
  }

  @Test func `the header of a server brings the warning, whatever the size`() {
    var stage = stage(size: 148 << 20, bytes: Self.header)
    #expect(stage.text.contains("PostgreSQL: this segment keeps a second server from"))
    stage.press(.character("y"), .character("y"))
    #expect(stage.effects == [])
    #expect(stage.text.contains("type sysv:9"))
  }

  @Test func `y waits until the first bytes are read`() {
    var stage = stage(size: 148 << 20, bytes: nil)
    #expect(stage.text.contains("Reading its first bytes to identify the application;"))
    stage.press(.character("y"), .tab, .character("y"))
    #expect(stage.effects == [])
    #expect(stage.text.contains("Remove?"))
  }

  @Test func `a text that was typed before the bytes were read counts`() {
    var stage = stage(size: 56, bytes: nil)
    stage.type("sysv:9")
    #expect(!stage.text.contains("[ Remove"))
    let identity = Sample.systemV(9, key: 7, size: 56, attachments: 1).identity
    stage.send(.signatureRead(identity, nil))
    #expect(stage.text.contains("[ Remove: Enter ]"))
  }

  @Test func `on a small screen the typed text is visible`() {
    var stage = stage(40, 10)
    #expect(stage.text.contains("more: Down"))
    stage.type("posix:/Po")
    #expect(stage.text.contains("> posix:/Po_"))
    stage.press(.home)
    #expect(stage.text.contains("posix:/PostgreSQL.77"))
    #expect(stage.text.contains("[ Keep it: Esc ]"))
  }
}
