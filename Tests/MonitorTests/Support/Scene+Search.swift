@testable import Contents
import Canvas
import Monitor
import Formatting
import SafeText
import SharedMemory

/// Searches in all segments, strings, comparisons and marks.
extension Scene {
  static let searches = [
    Scene("find-all-prompt") { hex($0, keys: "*") },
    Scene("hits-searching") { found($0, isDone: false) },
    Scene("hits") { found($0, isDone: true, keys: "Down") },
    Scene("strings") { display in
      var stage = hex(display, keys: "\"")
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
    Scene("hex-marked") { hex($0, keys: "Right V Right Right Right") },
    Scene("compare-menu") { hex($0, keys: "=") },
    Scene("compare-file-prompt") { hex($0, keys: "= f 'data-0x10.bin'") },
    Scene("compared") { compared($0) },
  ]

  /// A search for a text that found some of it.
  static func found(
    _ display: Display, isDone: Bool, keys: KeyScript = []
  ) -> MonitorHarness {
    var stage = MonitorHarness(display, sortedBy: .label)
    stage.show(Sample.snapshot(Sample.mixed))
    stage.play("* 'Needle' Enter")
    guard case .searchAll(let pattern, _)? = stage.job?.work else { return stage }
    let hits = [0x10, 0x2000, 0xfff0].map { (offset: UInt64) in
      SegmentHit(
        segment: Sample.mixed[2], range: offset..<offset + 6,
        bytes: Array("Needle in a haystack, and so on.".utf8))
    }
    let search = SegmentSearch(
      for: pattern, in: 4, hits: hits, searched: isDone ? 3 : 1,
      skipped: isDone ? [.hasSideEffects(.attachAndDetach): 1] : [:], isDone: isDone)
    stage.tell(isDone ? .searchedAll(search) : .searching(search))
    stage.play(keys)
    return stage
  }

  private static func compared(_ display: Display) -> MonitorHarness {
    var stage = hex(display)
    stage.play("= f 'saved.raw' Enter")
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
