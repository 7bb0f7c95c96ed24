internal import Canvas
internal import SafeText

/// Keys and their action on one screen or overlay; dispatch, footer and help all use it.
struct KeyBinding<Target>: Sendable {
  /// The name of what the keys do; `nil` if they cannot be rebound.
  private(set) var action: Action?
  /// Its own keys; see ``KeyMap`` for those of the user.
  private(set) var keys: [Key]
  /// The word in the footer; empty if it is not listed there.
  private(set) var label: DisplayText
  /// The meaning in help.
  let meaning: DisplayText
  /// The meaning in help together with the binding before or after it; `nil` if it stands alone.
  private(set) var pairMeaning: DisplayText?
  /// Whether its action changes something outside this program; read-only mode refuses it.
  var isChanging = false
  /// Whether the keys can act now; if not, footer and help leave them out.
  var isActive: @Sendable (Target, Context) -> Bool = { _, _ in true }
  let act: @Sendable (inout Target, inout Context) -> Void

  /// A binding for the usual keys of an action, or for `keys` if others of them are taken here.
  init(
    _ action: Action, keys: [Key]? = nil, label: DisplayText = "", meaning: DisplayText,
    isChanging: Bool = false,
    isActive: @escaping @Sendable (Target, Context) -> Bool = { _, _ in true },
    act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
    self.init(action, keys ?? action.keys, label, meaning, isChanging, isActive, act)
  }

  /// A binding for keys that cannot be rebound.
  init(
    fixed keys: Key..., label: DisplayText = "", meaning: DisplayText, isChanging: Bool = false,
    isActive: @escaping @Sendable (Target, Context) -> Bool = { _, _ in true },
    act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
    self.init(nil, keys, label, meaning, isChanging, isActive, act)
  }

  private init(
    _ action: Action?, _ keys: [Key], _ label: DisplayText, _ meaning: DisplayText,
    _ isChanging: Bool, _ isActive: @escaping @Sendable (Target, Context) -> Bool,
    _ act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
    self.action = action
    self.keys = keys
    self.label = label
    self.meaning = meaning
    self.isChanging = isChanging
    self.isActive = isActive
    self.act = act
  }
}

extension KeyBinding {
  /// The same in one line of help with a neighbour of the same meaning.
  func paired(_ meaning: DisplayText) -> KeyBinding {
    var binding = self
    binding.pairMeaning = meaning
    return binding
  }

  /// The same for those of its keys that type nothing, which cannot be rebound.
  func withoutCharacters() -> KeyBinding {
    var binding = self
    binding.action = nil
    binding.keys = keys.filter { if case .character = $0 { false } else { true } }
    return binding
  }

  /// The same with a word in the footer.
  func labelled(_ label: DisplayText) -> KeyBinding {
    var binding = self
    binding.label = label
    return binding
  }
}

/// The part of a binding that footer, help and manual show.
struct KeyHelp: Sendable {
  let action: Action?
  /// The keys that act; empty if the user took all away.
  let keys: [Key]
  let label: DisplayText
  let meaning: DisplayText
  let pairMeaning: DisplayText?

  init<Target: KeyTarget>(_ binding: KeyBinding<Target>, _ map: KeyMap) {
    action = binding.action
    keys = map.keys(of: binding)
    label = binding.label
    meaning = binding.meaning
    pairMeaning = binding.pairMeaning
  }
}

/// Keys of one meaning: those of a binding, or of two that belong together.
struct KeyLine: Sendable {
  let action: Action?
  fileprivate(set) var keys: [Key]
  fileprivate(set) var meaning: DisplayText
  fileprivate let pairMeaning: DisplayText?
}

extension [KeyHelp] {
  /// The lines of help.
  var lines: [KeyLine] {
    var lines: [KeyLine] = []
    for help in self {
      if let pair = help.pairMeaning, lines.last?.pairMeaning == pair {
        lines[lines.count - 1].keys += help.keys
        lines[lines.count - 1].meaning = pair
      } else {
        lines.append(
          KeyLine(
            action: help.action, keys: help.keys, meaning: help.meaning,
            pairMeaning: help.pairMeaning))
      }
    }
    return lines
  }
}

/// The keys that are the same on every screen.
extension KeyBinding where Target: Screen {
  static var help: KeyBinding { help(keys: nil) }

  /// Help by `keys`, if others of the usual ones are taken on a screen.
  static func help(keys: [Key]?) -> KeyBinding {
    KeyBinding(.help, keys: keys, label: "help", meaning: "show this help") {
      screen, context in
      context.show(HelpOverlay(of: screen, context))
    }
  }

  static var pause: KeyBinding {
    KeyBinding(.pause, label: "pause", meaning: "pause or continue") { _, context in
      context.togglePause()
    }
  }

  static var refresh: KeyBinding {
    KeyBinding(.refresh, meaning: "refresh now") { _, context in
      context.rescan()
    }
  }

  static var slower: KeyBinding {
    KeyBinding(.slower, meaning: "refresh less often") { _, context in
      context.changeInterval(1)
    }.paired("refresh less, more often")
  }

  static var faster: KeyBinding {
    KeyBinding(.faster, meaning: "refresh more often") { _, context in
      context.changeInterval(-1)
    }.paired("refresh less, more often")
  }

  static var saveSettings: KeyBinding {
    KeyBinding(.saveSettings, meaning: "save settings to a file") { _, context in
      context.saveSettings()
    }
  }

  static var quit: KeyBinding {
    KeyBinding(.quit, label: "quit", meaning: "quit") { _, context in
      if !context.refusesWhileSaving() { context.perform(.quit) }
    }
  }
}

extension KeyBinding {
  static var repaint: KeyBinding {
    KeyBinding(.redraw, meaning: "redraw the screen") { _, context in
      context.perform(.repaint)
    }
  }

  /// The keys that move in a list of rows; `move` gets the step.
  static func moving(
    top: [Key]? = nil,
    _ move: @escaping @Sendable (ListMove, inout Target, inout Context) -> Void
  ) -> [KeyBinding] {
    let rows: [(ListMove, Action, DisplayText, pair: DisplayText)] = [
      (.up, .up, "move up", "move up or down"),
      (.down, .down, "move down", "move up or down"),
      (.pageUp, .pageUp, "move a page up", "move by a page"),
      (.pageDown, .pageDown, "move a page down", "move by a page"),
      (.top, .top, "go to the top", "top or bottom"),
      (.bottom, .bottom, "go to the bottom", "top or bottom"),
    ]
    return rows.map { step, action, meaning, pair in
      KeyBinding(action, keys: step == .top ? top : nil, meaning: meaning) {
        move(step, &$0, &$1)
      }.paired(pair)
    }
  }

  /// The keys that close a menu or help (always Esc, whatever is rebound), and the key that redraws.
  static func leaving(_ label: DisplayText = "back") -> [KeyBinding] where Target: Overlay {
    let leave: @Sendable (inout Target, inout Context) -> Void = { $1.dismiss() }
    // In help itself, h goes to the page before.
    let own: [Action: [Key]] = [.back: [.escape], .help: [.character("?"), .function(1)]]
    return [KeyBinding(fixed: .escape, label: label, meaning: "go back", act: leave)]
      + [Action.back, .quit, .help].map { action in
        KeyBinding(
          action, keys: own[action], meaning: "go back", act: leave)
      } + [.repaint]
  }
}
