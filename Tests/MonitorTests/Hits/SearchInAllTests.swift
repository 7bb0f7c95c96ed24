import Canvas
import Formatting
@testable import Contents
import Monitor
import SafeText
import SharedMemory
import Testing

/// `*`: a search in all segments.
struct SearchInAllTests {
  private let segments = [
    Sample.posix("a", inode: 1, size: 4096), Sample.posix("b", inode: 2, size: 1 << 20),
    Sample.posix("c", inode: 3, size: 4096),
  ]

  private func stage(_ columns: Int = 80, _ rows: Int = 14) -> MonitorHarness {
    var stage = MonitorHarness(columns, rows, sortedBy: .label)
    stage.show(Sample.snapshot(segments))
    stage.press(.character("*"))
    stage.type("Needle")
    stage.press(.enter)
    return stage
  }

  /// A search that found the text at these offsets of these segments.
  private func search(
    _ hits: [(Int, UInt64)], searched: Int = 3, skipped: [ContentsError: Int] = [:],
    isDone: Bool = true
  ) throws -> SegmentSearch {
    let pattern = try #require(BytePattern(Array("Needle".utf8)))
    return SegmentSearch(
      for: pattern, in: 3,
      hits: hits.map { index, offset in
        SegmentHit(
          segment: segments[index], range: offset..<offset + 6,
          bytes: Array("Needle, and more".utf8))
      }, searched: searched, skipped: skipped, isDone: isDone)
  }

  @Test func `asks for all segments in the order of the table, those that it hides last`() throws {
    var stage = MonitorHarness(80, 14, sortedBy: .label)
    stage.show(Sample.snapshot(segments))
    stage.press(.character("f"))
    stage.type("b")
    stage.press(.enter, .character("*"))
    #expect(stage.lines.last?.hasPrefix("find text in all segments, any case:") == true)
    stage.press(.tab)
    stage.type("4e65")
    stage.press(.enter)
    guard case .searchAll(let pattern, let searched) = stage.job?.work else {
      Issue.record("no search")
      return
    }
    #expect(pattern == BytePattern([0x4e, 0x65]))
    #expect(searched.map(\.identity) == [1, 0, 2].map { segments[$0].identity })
  }

  @Test func `lists the hits with name, offset and bytes, while it goes on`() throws {
    var stage = stage()
    stage.tell(.searching(try search([(0, 0x10)], searched: 1, isDone: false)))
    #expect(stage.lines[0].contains("text Needle in all segments"))
    #expect(stage.lines[0].hasSuffix("1 hit in 1 of 3 segments"))
    #expect(stage.text.contains("1 of 3 segments searched"))
    #expect(stage.lines.last?.hasPrefix("searching  Esc stops it") == true)
    #expect(stage.lines[2].hasPrefix("/a"))
    #expect(stage.lines[2].contains(" 00000010  4e 65 65 64 6c 65 2c 20"))
    #expect(stage.lines[2].hasSuffix("Needle, an"))
    stage.finish(
      .searchedAll(
        try search(
          [(0, 0x10), (1, 0x20)], searched: 2,
          skipped: [.hasSideEffects(.attachAndDetach): 1])))
    #expect(stage.lines[0].hasSuffix("2 hits in 2 of 3 segments"))
    #expect(
      stage.text.contains(
        "2 of 3 segments searched; 1 skipped: reading changes its times and last PID"))
  }

  @Test func `if every segment was skipped the number of hits is not known`() throws {
    var stage = stage()
    stage.finish(
      .searchedAll(try search([], searched: 0, skipped: [.hasSideEffects(.attachAndDetach): 3])))
    #expect(stage.lines[0].hasSuffix(" ? hits"))
  }

  @Test func `P shows the holder of the segment, and Esc the list again`() throws {
    var stage = stage()
    let held = Sample.judged(
      segments,
      holders: [
        .file(inode: 1): [Sample.holder(70, "first")],
        .file(inode: 2): [Sample.holder(80, "second")],
        .file(inode: 3): [Sample.holder(90, "third")],
      ])
    stage.show(held)
    stage.finish(.searchedAll(try search([(0, 0x10), (1, 0x8000)])))
    stage.press(.down, .character("P"))
    #expect(stage.lines[0].contains("memory by process"))
    #expect(stage.selected?.contains("second") == true)
    stage.press(.escape)
    #expect(stage.lines[0].contains("text Needle in all segments"))
    #expect(stage.selected?.contains("00008000") == true)
  }

  @Test func `the cursor stays at a hit unless n went on to another`() throws {
    var stage = stage()
    stage.finish(.searchedAll(try search([(0, 0x10), (0, 0x40), (0, 0x80)])))
    stage.press(.enter)
    stage.answer(.success(.file))
    stage.press(.character("n"), .escape)
    #expect(stage.selected?.contains("00000040") == true)
    stage.press(.down, .character("P"), .escape)
    #expect(stage.selected?.contains("00000080") == true)
    stage.send(.resized(Size(columns: 80, rows: 15)))
    #expect(stage.selected?.contains("00000080") == true)
  }

  @Test func `Enter shows the bytes at a hit, and Esc the list again`() throws {
    var stage = stage()
    stage.finish(.searchedAll(try search([(0, 0x10), (1, 0x8000)])))
    stage.press(.down, .enter)
    #expect(
      stage.effects.last == .openContents(stage.session, segments[1], accepting: .nothing))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/b"))
    #expect(stage.text.contains("at 0x8000,"))
    stage.press(.escape)
    #expect(stage.text.contains("text Needle in all segments"))
  }

  @Test func `n and N go through the hits, across segments, and wrap`() throws {
    var stage = stage()
    stage.finish(.searchedAll(try search([(0, 0x10), (0, 0x40), (2, 0x30)])))
    stage.press(.enter)
    stage.answer(.success(.file))
    stage.press(.character("n"))
    #expect(stage.text.contains("at 0x40,"))
    #expect(stage.lines.last == "hit 2 of 3")
    stage.forgetEffects()
    let first = stage.session
    stage.press(.character("n"))
    #expect(stage.effects.first == .closeContents(first))
    #expect(
      stage.effects.last == .openContents(stage.session, segments[2], accepting: .nothing))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/c"))
    #expect(stage.text.contains("at 0x30,"))
    stage.press(.character("n"))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/a"))
    #expect(stage.text.contains("at 0x10,"))
    stage.press(.character("N"))
    stage.answer(.success(.file))
    #expect(stage.lines[0].contains("posix:/c"))
    stage.press(.escape)
    #expect(stage.selected?.contains("/c ") == true)
  }

  @Test func `after another search n repeats that one`() throws {
    var stage = stage()
    stage.finish(.searchedAll(try search([(0, 0x10), (2, 0x30)])))
    stage.press(.enter)
    stage.answer(.success(.file))
    stage.press(.character("/"))
    stage.type("ff")
    stage.press(.enter)
    stage.finish(.searched(.success(.found(0x100))))
    stage.press(.character("n"))
    guard case .search = stage.job?.work else {
      Issue.record("not the search in this segment")
      return
    }
  }

  @Test func `Esc stops the search first, and then leaves the list`() throws {
    var stage = stage()
    let number = stage.jobNumber
    stage.press(.escape)
    #expect(stage.effects.last == .stopJob(number: number))
    stage.finish(.searchedAll(try search([], searched: 1, isDone: false)))
    #expect(stage.text.contains("1 of 3 segments searched, then stopped"))
    stage.press(.escape)
    #expect(stage.text.contains("NAME"))
  }

  @Test func `a hit in a segment that is gone, or was replaced, is not opened`() throws {
    var stage = stage()
    stage.finish(.searchedAll(try search([(0, 0x10)])))
    stage.show(Sample.snapshot([Sample.posix("a", inode: 9)], later: 1))
    stage.forgetEffects()
    stage.press(.enter)
    #expect(stage.effects == [])
    #expect(stage.text.contains("this segment is gone"))
  }

  @Test func `a stop of the program ends the search`() throws {
    var stage = stage()
    let number = stage.jobNumber
    stage.send(.suspending)
    #expect(stage.effects.contains(.stopJob(number: number)))
  }

  @Test func `from the hex screen the segment is closed first`() throws {
    var stage = MonitorHarness.contents(of: segments[1], 80, 14)
    stage.press(.character("*"))
    stage.type("x")
    stage.press(.enter)
    #expect(stage.effects.contains(.closeContents(stage.session)))
    #expect(stage.text.contains("text x in all segments"))
    stage.press(.escape)
    stage.press(.escape)
    #expect(stage.text.contains("posix:/b > hex"))
    stage.answer(.success(.file))
    stage.press(.escape)
    #expect(stage.text.contains("NAME"))
  }

  @Test func `an answer of an older search is dropped`() throws {
    var stage = stage()
    let old = stage.jobNumber
    stage.press(.character("*"))
    stage.type("Other")
    stage.press(.enter)
    stage.send(.contentsJob(number: old, .searchedAll(try search([(0, 0x10)]))))
    #expect(stage.lines[0].hasSuffix("0 hits"))
  }
}
