import Canvas
import Contents
import Monitor
import Testing

/// The list of texts in a segment.
struct StringsViewTests {
  private func stage(size: UInt64 = 1 << 20, _ columns: Int = 80, _ rows: Int = 12)
    -> MonitorHarness
  {
    var stage = MonitorHarness.contents(size: size, columns, rows)
    stage.read(Array("Some text".utf8))
    stage.press(.character("\""))
    return stage
  }

  private struct NoRequest: Error {}

  private func request(_ stage: MonitorHarness) -> StringsRequest? {
    for case .readStrings(_, let request) in stage.effects.reversed() { return request }
    return nil
  }

  /// Answers the latest request as if each 16 bytes began with a text.
  private func answer(_ stage: inout MonitorHarness, size: UInt64 = 1 << 20) throws {
    guard let request = request(stage) else { throw NoRequest() }
    var strings: [FoundString] = []
    var offset = request.offset
    while strings.count < request.count {
      if request.isForward {
        offset = (offset + 15) / 16 * 16
        guard offset < size else { break }
        strings.append(FoundString(range: offset..<offset + 4, bytes: Array("text".utf8)))
        offset += 4
      } else {
        guard offset > 0 else { break }
        offset = (offset - 1) / 16 * 16
        strings.insert(FoundString(range: offset..<offset + 4, bytes: Array("text".utf8)), at: 0)
      }
    }
    let isLast = request.isForward ? offset + 16 > size : offset == 0
    stage.send(
      .stringsRead(
        stage.session, request,
        .success(
          StringsPage(request: request, strings: strings, reached: offset, isLast: isLast))))
  }

  @Test func `are listed with their offsets, and Enter goes to their bytes`() throws {
    var stage = stage()
    try answer(&stage)
    #expect(stage.text.contains("00000000  text"))
    #expect(stage.text.contains("00000010  text"))
    stage.press(.down, .enter)
    #expect(stage.text.contains("at 0x10, 0%"))
    #expect(!stage.text.contains("strings of"))
  }

  @Test func `only a part is read, and more when the cursor comes near its end`() throws {
    var stage = stage()
    try answer(&stage)
    stage.forgetEffects()
    stage.press(.down)
    #expect(request(stage) == nil)
    for _ in 0..<30 { stage.press(.pageDown) }
    #expect(request(stage)?.offset == 199 * 16 + 4)
  }

  @Test func `End reads the last texts and none of those between`() throws {
    var stage = stage()
    try answer(&stage)
    stage.press(.end)
    #expect(request(stage)?.isForward == false && request(stage)?.offset == 1 << 20)
    try answer(&stage)
    #expect(stage.text.contains("000ffff0  text"))
    for _ in 0..<300 {
      let asked = stage.effects.count
      stage.press(.up)
      if stage.effects.count > asked { try answer(&stage) }
    }
    #expect(stage.text.contains("000fed30  text"))
    stage.press(.home)
    try answer(&stage)
    #expect(stage.text.contains("00000000  text"))
  }

  @Test func `an answer to another request or opening is dropped`() throws {
    var stage = stage()
    let old = try #require(request(stage))
    try answer(&stage)
    stage.press(.end)
    stage.send(
      .stringsRead(
        stage.session, old,
        .success(
          StringsPage(
            request: old, strings: [FoundString(range: 0..<4, bytes: Array("late".utf8))],
            reached: 4, isLast: true))))
    #expect(!stage.text.contains("late"))
  }

  @Test func `says that there are none, and goes on looking while there is more`() throws {
    var stage = stage()
    let first = try #require(request(stage))
    stage.send(
      .stringsRead(
        stage.session, first,
        .success(StringsPage(request: first, strings: [], reached: 1 << 19, isLast: false))))
    #expect(stage.text.contains("none up to 0x80000; still searching"))
    let next = try #require(request(stage))
    #expect(next.offset == 1 << 19)
    stage.send(
      .stringsRead(
        stage.session, next,
        .success(StringsPage(request: next, strings: [], reached: 1 << 20, isLast: true))))
    #expect(stage.text.contains("none in this segment"))
    stage.press(.enter, .escape)
    #expect(stage.text.contains("leaves no trace"))
  }

  @Test func `the bytes of a text are escaped`() throws {
    var stage = stage()
    let first = try #require(request(stage))
    stage.send(
      .stringsRead(
        stage.session, first,
        .success(
          StringsPage(
            request: first,
            strings: [FoundString(range: 0..<7, bytes: Array("a\tb\u{202e}".utf8))], reached: 7,
            isLast: true))))
    #expect(stage.text.contains(#"a\tb\u{202e}"#))
    #expect(!stage.text.unicodeScalars.contains("\u{202e}"))
  }
}
