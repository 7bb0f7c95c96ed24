internal import TestSupport
internal import Testing

extension Tmux {
  /// Waits for the end of the monitor and expects the terminal as it was before.
  func expectGivenBack(
    status: Int32, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let screen = try wait(for: "ended-\(status)") { $0.shows("ended-") }
    #expect(screen.shows("ended-\(status)"), "\(screen)", sourceLocation: sourceLocation)
    #expect(screen.shows("BEFORE"), "\(screen)", sourceLocation: sourceLocation)
    #expect(!screen.shows("NAME"), "\(screen)", sourceLocation: sourceLocation)
    #expect(try value(of: "alternate_on") == "0", sourceLocation: sourceLocation)
    #expect(try value(of: "cursor_flag") == "1", sourceLocation: sourceLocation)
    let before = try #require(folder.contents(of: "before"), sourceLocation: sourceLocation)
    let after = try #require(folder.contents(of: "after"), sourceLocation: sourceLocation)
    #expect(
      String(decoding: before, as: UTF8.self) == String(decoding: after, as: UTF8.self),
      sourceLocation: sourceLocation)
  }
}
