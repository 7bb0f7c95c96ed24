import SafeText
import TestSupport
import Testing

/// Text made to fit a width.
struct FitTests {
  init() throws { try #require(UTF8Locale.isTaken) }

  @Test(
    arguments: [
      (16, "psm_4f1c22d0_001"), (15, "psm_4f1~2d0_001"), (9, "psm_~_001"), (8, "psm_~001"),
      (3, "p~1"), (2, "p~"), (1, "p"), (0, ""), (-1, ""), (100, "psm_4f1c22d0_001"),
    ])
  func `a long name is shortened in the middle`(width: Int, text: String) {
    let name: DisplayText = "psm_4f1c22d0_001"
    #expect(name.elided(to: width, mark: "~").string == text)
  }

  @Test func `a wide character is not cut in two`() {
    let name = DisplayText(escaping: "日本語".utf8, in: .utf8)
    #expect(name.prefix(columns: 3).string == "日")
    #expect(name.suffix(columns: 3).string == "語")
    #expect(name.elided(to: 4, mark: "~").string == "日~")
    #expect(name.elided(to: 5, mark: "~").string == "日~語")
  }

  @Test func `a mark stays with its character`() {
    let name = DisplayText(escaping: "ae\u{301}b".utf8, in: .utf8)
    #expect(Array(name.prefix(columns: 2).string.unicodeScalars) == ["a", "e", "\u{301}"])
    #expect(Array(name.suffix(columns: 1).string.unicodeScalars) == ["b"])
    #expect(Array(name.suffix(columns: 2).string.unicodeScalars) == ["e", "\u{301}", "b"])
  }

  @Test func `lines break at spaces, and long words anywhere`() {
    let text: DisplayText = "it is gone already; /a-very-long-name-indeed is not"
    let expected = ["it is gone", "already;", "/a-very-lo", "ng-name-in", "deed is", "not"]
    #expect(text.wrapped(to: 10).map(\.string) == expected)
    #expect(text.wrapped(to: 80) == [text])
    #expect(DisplayText().wrapped(to: 0) == [DisplayText()])
  }

  @Test func `random text is never wider than the width`() {
    var random = RandomBytes(seed: 6)
    for _ in 0..<1500 {
      let text = DisplayText(escaping: random.next(), in: .utf8)
      let width = random.number(in: -2...40)
      let room = max(0, width)
      let pieces = [
        text.prefix(columns: width), text.suffix(columns: width),
        text.elided(to: width, mark: "~"), text.elided(to: width, mark: "..."),
      ]
      for piece in pieces {
        let isWithin = piece.columns <= room && Self.measured(piece) == piece.columns
        #expect(isWithin, "\(text.string) to \(width)")
      }
    }
  }

  @Test func `random text wraps without losing anything but spaces`() {
    var random = RandomBytes(seed: 7)
    for _ in 0..<1500 {
      let text = DisplayText(escaping: random.next(), in: .utf8)
      let width = random.number(in: 2...40)
      let lines = text.wrapped(to: width)
      let isWithin = lines.allSatisfy { $0.columns <= width && Self.measured($0) == $0.columns }
      #expect(isWithin, "\(text.string) to \(width)")
      let kept = lines.flatMap(\.utf8).filter { $0 != 0x20 }
      #expect(kept == text.utf8.filter { $0 != 0x20 })
    }
  }

  private static func measured(_ text: DisplayText) -> Int {
    text.string.unicodeScalars.reduce(0) { $0 + $1.displayColumns }
  }
}
