internal import Canvas
internal import SafeText

/// The keys that were typed while the screen that they are meant for was not there yet.
///
/// They act as if they had been typed after it. Esc drops them; ^C, or the key that quits pressed twice, quits
/// at once.
///
/// Why: Decisions/85-keys-typed-ahead.md
struct HeldKeys: Sendable {
  /// What keys wait for.
  enum Reason: Sendable {
    /// Rows in the order that was chosen.
    case rows
    /// The bytes of a segment.
    case contents
    /// The answer whether the bytes can be edited.
    case editing
  }

  private(set) var keys: [Key] = []
  private(set) var reason: Reason?

  /// The most keys that are held; those after them are lost.
  static let most = 64

  var isEmpty: Bool { keys.isEmpty }

  mutating func hold(_ key: Key, for reason: Reason) {
    if self.reason == nil { self.reason = reason }
    if keys.count < Self.most { keys.append(key) }
  }

  mutating func drop() { self = HeldKeys() }
}

extension HeldKeys.Reason {
  /// What is said while keys wait.
  var text: DisplayText {
    switch self {
    case .rows: "waiting for the rows; Esc drops the keys typed since"
    case .contents: "opening; Esc stops it"
    case .editing: "checking whether it can be written; Esc stops"
    }
  }
}

extension TableScreen {
  /// Whether a key has to wait for the rows in the order that was chosen: it acts on rows.
  func waitsForRows(_ key: Key, _ context: Context) -> Bool {
    guard context.areRowsAwaited else { return false }
    let action = context.options.keys.binding(of: key, in: keys)?.action
    return action.map(Self.actionsOnRows.contains) ?? false
  }

  private static let actionsOnRows: Set<Action> = [
    .open, .hex, .remove, .signal, .resize, .setAccess, .tag, .tagAll, .range, .follow, .copyID,
    .copyName,
    .up, .down, .pageUp, .pageDown, .top, .bottom, .left, .right, .foldAll,
    .find, .nextMatch, .previousMatch,
  ]
}
