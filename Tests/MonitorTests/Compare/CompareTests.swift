import Canvas
import Formatting
import Contents
@testable import Monitor
import SafeText
import SharedMemory
import Testing

/// `=`: comparing the bytes on the screen with others.
struct CompareTests {
  private let segments = [
    Sample.posix("a", inode: 1, size: 4096), Sample.posix("b", inode: 2, size: 4096),
    Sample.systemV(5),
  ]

  /// A monitor that shows the bytes of the first segment.
  private func stage(_ columns: Int = 80, _ rows: Int = 14) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.snapshot(segments))
    press(.down, in: &stage) { $0.selected?.contains("/a ") == true }
    stage.press(.character("x"))
    stage.answer(.success(.file))
    stage.read([UInt8](repeating: 0x41, count: 512))
    return stage
  }

  /// Presses a key until the screen is as it shall be.
  private func press(
    _ key: Key, in stage: inout MonitorHarness, until isSo: (MonitorHarness) -> Bool
  ) {
    for _ in 0..<10 where !isSo(stage) { stage.press(key) }
  }

  private func number(_ stage: MonitorHarness) -> SessionID? {
    for case .openOther(_, let id, _) in stage.effects.reversed() { return id }
    return nil
  }

  /// The same, compared with the second, of which one byte differs.
  private func compared(_ columns: Int = 80, _ rows: Int = 14) throws -> MonitorHarness {
    var stage = stage(columns, rows)
    stage.press(.character("="))
    press(.down, in: &stage) { $0.text.contains("> /b") }
    stage.press(.enter)
    let id = try #require(number(stage))
    stage.send(.otherOpened(id, .success(4096)))
    var other = [UInt8](repeating: 0x41, count: 512)
    other[2] = 0x42
    stage.send(.otherRead(id, 0, .success(other)))
    stage.read([UInt8](repeating: 0x41, count: 512))
    return stage
  }

  @Test func `the other bytes stand below the row, with the number that differ`() throws {
    let stage = try compared()
    #expect(stage.lines[3].hasPrefix("00000000  41 41 41 41"))
    #expect(stage.lines[4].hasPrefix("     \u{2260} 1  41 41 42 41"))
    #expect(stage.lines[6].hasPrefix("       =  41 41 41 41"))
    let styles = stage.monitor.frame[row: 4].map(\.style)
    #expect(styles[16] == .differentByte && styles[10] == .dim)
    #expect(Array(stage.monitor.frame[row: 3])[16].style == .differentByte)
  }

  @Test func `on a wide screen they stand side by side`() throws {
    let stage = try compared(160, 14)
    #expect(stage.lines[3].hasPrefix("00000000  41 41 41 41"))
    #expect(stage.lines[3].dropFirst(80).hasPrefix("     \u{2260} 1  41 41 42 41"))
    #expect(stage.lines[4].dropFirst(80).hasPrefix("       =  41 41 41 41"))
  }

  @Test func `the number of bytes that differ is counted, and counting goes on`() throws {
    var stage = try compared()
    guard case .countDifferences = stage.job?.work else {
      Issue.record("not counted")
      return
    }
    stage.tell(
      .counted(ContentsComparison.Count(differing: 1, reached: 1024, end: 4096), isAll: false))
    #expect(stage.text.contains("1 byte differs from posix:/b so far, 25% compared"))
    stage.press(.character("}"))
    #expect(
      stage.job?.work == .findDifference(try #require(number(stage)), from: 0, isForward: true))
    stage.finish(.foundDifference(.success(.found(0x800))))
    #expect(stage.text.contains("at 0x800,"))
    guard case .countDifferences(_, let count) = stage.job?.work else {
      Issue.record("the count does not go on")
      return
    }
    #expect(count.reached == 1024)
    stage.finish(
      .counted(ContentsComparison.Count(differing: 7, reached: 4096, end: 4096), isAll: true))
    #expect(stage.text.contains("7 bytes differ from posix:/b"))
    #expect(!stage.text.contains("so far"))
    stage.press(.character("{"))
    stage.finish(.foundDifference(.success(.notFound)))
    #expect(stage.text.contains("no difference before this"))
  }

  @Test func `the segment that others are compared with is no match`() throws {
    var stage = try compared()
    stage.press(.character("]"))
    stage.answer(.success(.file))
    let id = try #require(number(stage))
    stage.send(.otherOpened(id, .success(4096)))
    stage.read([UInt8](repeating: 0x41, count: 512))
    #expect(stage.lines[0].contains("posix:/b > hex"))
    #expect(stage.lines[2] == "this is posix:/b, the one compared with: all bytes are equal")
    #expect(Array(stage.monitor.frame[row: 2])[0].style == .warning)
    #expect(!stage.text.contains("0 bytes differ"))
  }

  @Test func `rows are not squeezed, and a message says so`() throws {
    var stage = try compared()
    stage.press(.character("z"))
    #expect(
      stage.lines.last == "not in a comparison: it shows every row; } goes to the next difference")
    #expect(stage.help().contains("a row that is equal in both"))
  }

  @Test(arguments: ["P", "* 'x' Enter Esc"])
  func `Esc from another screen leads back to the comparison`(keys: KeyScript) throws {
    var stage = try compared()
    stage.press(.down, .right)
    let before = stage.session
    stage.forgetEffects()
    stage.play(keys)
    #expect(stage.effects.contains(.closeContents(before)))
    #expect(!stage.lines[0].contains("posix:/a > hex"))
    stage.forgetEffects()
    stage.press(.escape)
    #expect(stage.lines[0].contains("posix:/a > hex"))
    #expect(stage.effects.last == .openContents(stage.session, segments[0], accepting: .nothing))
    stage.answer(.success(.file))
    #expect(stage.text.contains("at 0x11,"))
    stage.send(.otherOpened(try #require(number(stage)), .success(4096)))
    #expect(stage.text.contains("0 bytes differ from posix:/b so far"))
  }

  @Test func `Esc ends the comparison, and then leaves`() throws {
    var stage = try compared()
    let id = try #require(number(stage))
    stage.press(.escape)
    #expect(stage.effects.contains(.closeOther(id)))
    #expect(!stage.text.contains("from posix:/b"))
    stage.press(.escape)
    #expect(stage.text.contains("NAME"))
  }

  @Test func `a segment whose reading has side effects is asked about`() throws {
    var stage = stage()
    stage.press(.character("="))
    press(.up, in: &stage) { $0.text.contains("> 5 -") }
    stage.press(.enter)
    stage.send(
      .otherOpened(
        try #require(number(stage)), .failure(.contents(.hasSideEffects(.attachAndDetach)))))
    #expect(stage.text.contains("Read its bytes?"))
    stage.press(.character("y"))
    #expect(
      stage.effects.contains {
        if case .openOther(_, _, .segment(_, accepting: .attachAndDetach)) = $0 {
          true
        } else {
          false
        }
      })
  }

  @Test func `a file is compared from the offset in its name`() throws {
    var stage = stage()
    stage.press(.character("="), .character("f"))
    stage.type("a-0x10.bin")
    #expect(stage.text.contains("from its name: begins at 0x10"))
    stage.press(.enter)
    #expect(
      stage.effects.contains {
        if case .openOther(_, _, .file(let path, at: 0x10)) = $0 {
          path == Array("a-0x10.bin".utf8)
        } else {
          false
        }
      })
    let id = try #require(number(stage))
    stage.send(.otherOpened(id, .success(16)))
    stage.send(.otherRead(id, 0x10, .success([UInt8](repeating: 0x42, count: 16))))
    stage.read([UInt8](repeating: 0x41, count: 512))
    #expect(stage.text.contains("\u{2260} 16  42 42 42"))
    #expect(stage.text.contains("that ends at 0x20"))
  }

  @Test(
    arguments: [
      ("x-0x1000.bin", 0x1000), ("x.bin", 0), ("x-0x.bin", 0), ("x-0x10.raw", 0),
      ("-0xff.bin", 255),
      ("", 0), ("dir-0x10.bin/x", 0), ("x-0xffffffffffffffffff.bin", 0),
    ] as [(String, UInt64)]) func `the offset is the one that w wrote`(name: String, offset: UInt64)
  {
    #expect(ComparedContents.offset(inName: Array(name.utf8)) == offset)
  }

  @Test func `answers for an older comparison are dropped`() throws {
    var stage = try compared()
    let old = try #require(number(stage))
    stage.press(.character("="), .enter)
    stage.send(.otherOpened(old, .success(1)))
    stage.send(.otherRead(old, 0, .success([1, 2, 3])))
    #expect(stage.text.contains("opening posix:/"))
    #expect(!stage.text.contains("\u{2260}"))
  }

  @Test func `counting ends if the other segment goes`() throws {
    var stage = try compared()
    let number = stage.jobNumber
    stage.send(.otherRead(try #require(self.number(stage)), 0, .failure(.gone)))
    #expect(stage.effects.last == .stopJob(number: number))
    #expect(stage.text.contains("compared with posix:/b: it has been removed"))
  }

  @Test func `after a stop both are opened again`() throws {
    var stage = try compared()
    stage.send(.suspending)
    stage.send(.resumed)
    stage.forgetEffects()
    stage.answer(.success(.file))
    #expect(number(stage) != nil)
  }
}
