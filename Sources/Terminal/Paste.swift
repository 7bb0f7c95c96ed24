internal import Canvas

/// A text that is being pasted into the terminal.
///
/// The terminal says where it begins and where it ends.
struct Paste {
  /// Its keys, as many as a line can use.
  private(set) var keys: [Key] = []
  private var deadline = ContinuousClock.now + Self.patience

  /// How long the next key may take; this ends a paste whose end is lost.
  ///
  /// A slow line can stall for some seconds, and what comes then must not act as keys.
  private static let patience = Duration.seconds(10)
  private static let mostKeys = 4096

  /// Adds a key; returns `false` if the paste ended long ago.
  mutating func add(_ key: Key) -> Bool {
    let now = ContinuousClock.now
    guard now < deadline else { return false }
    deadline = now + Self.patience
    if keys.count < Self.mostKeys { keys.append(key) }
    return true
  }
}
