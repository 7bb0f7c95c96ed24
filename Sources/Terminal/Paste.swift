internal import Canvas

/// A text that is being pasted into the terminal.
///
/// The terminal says where it begins and where it ends. The text can contain such an end itself, so all
/// that follows an end without a silence is pasted too.
///
/// Why: Decisions/86-where-a-paste-ends.md
struct Paste {
  /// Its keys, as many as a line can use.
  private(set) var keys: [Key] = []
  /// When it is over if nothing more comes.
  private(set) var end = ContinuousClock.now + Self.patience
  private var hasEnded = false

  /// How long the next key may take; this ends a paste whose end is lost.
  ///
  /// A slow line can stall for some seconds, and what comes then must not act as keys.
  private static let patience = Duration.seconds(10)
  /// The silence after its end.
  ///
  /// A packet that was lost on the way comes again within it.
  private static let silence = Duration.milliseconds(300)
  private static let mostKeys = 4096

  /// Adds something that was read; `nil` for what is no key.
  mutating func add(_ key: Key?) {
    end = .now + (hasEnded ? Self.silence : Self.patience)
    if let key, keys.count < Self.mostKeys { keys.append(key) }
  }

  /// Notes that the terminal has sent the end, which can be a part of the text.
  mutating func endCame() {
    hasEnded = true
    add(nil)
  }
}
