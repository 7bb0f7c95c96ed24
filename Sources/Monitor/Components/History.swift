/// What was typed into prompts of one kind, the newest last.
struct History: Sendable {
  private(set) var entries: [[UInt8]] = []

  /// A prompt whose lines are kept apart from those of others.
  enum Kind: Hashable, Sendable {
    case findName, filter, offset, findBytes, findText
  }

  /// Adds a text; one that is there already becomes the newest.
  mutating func add(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    entries.removeAll { $0 == text }
    entries.append(text)
    if entries.count > Self.mostEntries { entries.removeFirst() }
  }

  private static let mostEntries = 100
}
