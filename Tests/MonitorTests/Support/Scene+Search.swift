@testable import Contents
import Canvas
import Monitor
import Formatting
import SafeText
import SharedMemory

/// Searches in all segments, strings, comparisons and marks.
extension Scene {
  static let searches = [
    Scene("find-all-prompt") { hex($0, keys: [.character("*")]) },
    Scene("hits-searching") { size in
      found(size, isDone: false)
    },
    Scene("hits", growsWithScreen: true) { size in
      var stage = found(size, isDone: true)
      stage.press(.down)
      return stage
    },
    Scene("strings", growsWithScreen: true) { size in
      var stage = hex(size, keys: [.character("\"")])
      for case .readStrings(let session, let request) in stage.effects {
        let strings = ["Some text to look at, é and so on.", "a\tb \u{202e}", "third"]
        let found = strings.enumerated().map { index, text in
          let start = UInt64(index) << 12
          let bytes = Array(text.utf8)
          return FoundString(range: start..<start + UInt64(bytes.count), bytes: bytes)
        }
        stage.send(
          .stringsRead(
            session, request,
            .success(
              StringsPage(request: request, strings: found, reached: 1 << 20, isLast: true))))
      }
      return stage
    },
    Scene("hex-marked") { hex($0, keys: [.right, .character("V"), .right, .right, .right]) },
    Scene("compare-menu") { hex($0, keys: [.character("=")]) },
    Scene("compare-file-prompt") { size in
      var stage = hex(size, keys: [.character("="), .character("f")])
      stage.type("data-0x10.bin")
      return stage
    },
    Scene("compared", growsWithScreen: true) { compared($0) },
  ]

  /// A search for a text that found some of it.
  private static func found(_ size: Size, isDone: Bool) -> MonitorHarness {
    var stage = MonitorHarness(size.columns, size.rows, sortedBy: .label)
    stage.show(Sample.snapshot(Sample.mixed))
    stage.press(.character("*"))
    stage.type("Needle")
    stage.press(.enter)
    guard case .searchAll(let pattern, _)? = stage.job?.work else { return stage }
    let hits = [0x10, 0x2000, 0xfff0].map { (offset: UInt64) in
      SegmentHit(
        segment: Sample.mixed[2], range: offset..<offset + 6,
        bytes: Array("is Needle in a haystack, and more".utf8), start: offset - 3)
    }
    let search = SegmentSearch(
      for: pattern, in: 4, hits: hits, searched: isDone ? 3 : 1,
      skipped: isDone ? [.hasSideEffects(.attachAndDetach): 1] : [:], isDone: isDone)
    stage.tell(isDone ? .searchedAll(search) : .searching(search))
    return stage
  }

  private static func compared(_ size: Size) -> MonitorHarness {
    var stage = hex(size)
    stage.press(.character("="), .character("f"))
    stage.type("saved.raw")
    stage.press(.enter)
    guard
      case .openOther(_, let id, _)? = stage.effects.last(where: {
        if case .openOther = $0 { true } else { false }
      })
    else { return stage }
    stage.send(.otherOpened(id, .success(1 << 20)))
    stage.tell(
      .counted(ContentsComparison.Count(differing: 3, reached: 1 << 18, end: 1 << 20), isAll: false)
    )
    var other = Array("Some text to look AT, é and so on.\n\t\u{1b}[1m".utf8)
    other += [UInt8](repeating: 0, count: (1 << 14) - other.count)
    stage.send(.otherRead(id, 0, .success(other)))
    stage.read(from: contents)
    return stage
  }
}
