/// The lines that were typed into prompts of one kind, the newest last.
struct History: Sendable {
  private(set) var entries: [[UInt8]] = []

  /// A kind of prompt; each has its own history.
  enum Kind: Hashable, Sendable {
    case findRow, filter, offset, findBytes, findText, compareFile
  }

  /// Adds a line; one that is there already becomes the newest.
  mutating func add(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    entries.removeAll { $0 == text }
    entries.append(text)
    if entries.count > Self.mostEntries { entries.removeFirst() }
  }

  private static let mostEntries = 100
}
