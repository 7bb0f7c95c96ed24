internal import Canvas
internal import SafeText

/// Keys and their action on one screen or overlay; dispatch, footer and help all use it.
struct KeyBinding<Target>: Sendable {
  let keys: [Key]
  /// The word in the footer; empty if it is not listed there.
  let label: DisplayText
  /// The meaning in help.
  let meaning: DisplayText
  /// The meaning in help together with the binding before or after it; `nil` if it stands alone.
  private(set) var pairMeaning: DisplayText?
  /// Whether its action changes something outside this program; read-only mode refuses it.
  var isChanging = false
  /// Whether the keys can act now; if not, footer and help leave them out.
  var isActive: @Sendable (Target, Context) -> Bool = { _, _ in true }
  let act: @Sendable (inout Target, inout Context) -> Void

  init(
    _ keys: Key..., label: DisplayText = "", meaning: DisplayText, isChanging: Bool = false,
    isActive: @escaping @Sendable (Target, Context) -> Bool = { _, _ in true },
    act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
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
}

/// The part of a binding that footer and help show.
struct KeyHelp: Sendable {
  let keys: [Key]
  let label: DisplayText
  let meaning: DisplayText
  let pairMeaning: DisplayText?

  init<Target>(_ binding: KeyBinding<Target>) {
    keys = binding.keys
    label = binding.label
    meaning = binding.meaning
    pairMeaning = binding.pairMeaning
  }
}

/// The keys that are the same on every screen.
extension KeyBinding where Target: Screen {
  static var help: KeyBinding {
    KeyBinding(.character("?"), .function(1), label: "help", meaning: "show this help") {
      screen, context in
      context.show(HelpOverlay(of: screen, context))
    }
  }

  static var pause: KeyBinding {
    KeyBinding(.character("p"), label: "pause", meaning: "pause or continue") { _, context in
      context.togglePause()
    }
  }

  static var refresh: KeyBinding {
    KeyBinding(.character("r"), .function(5), meaning: "refresh now") { _, context in
      context.rescan()
    }
  }

  static var slower: KeyBinding {
    KeyBinding(.character("+"), meaning: "refresh less often") { _, context in
      context.changeInterval(1)
    }.paired("refresh less, more often")
  }

  static var faster: KeyBinding {
    KeyBinding(.character("-"), meaning: "refresh more often") { _, context in
      context.changeInterval(-1)
    }.paired("refresh less, more often")
  }

  static var saveSettings: KeyBinding {
    KeyBinding(.character("S"), meaning: "save the settings") { _, context in
      context.saveSettings()
    }
  }

  static var quit: KeyBinding {
    KeyBinding(.character("q"), label: "quit", meaning: "quit") { _, context in
      if !context.refusesWhileSaving() { context.perform(.quit) }
    }
  }
}

extension KeyBinding {
  static var repaint: KeyBinding {
    KeyBinding(.control("l"), meaning: "redraw the screen") { _, context in
      context.perform(.repaint)
    }
  }

  /// The keys that move in a list of rows; `move` gets the step.
  static func moving(
    top: [Key] = [.home, .character("g")],
    _ move: @escaping @Sendable (ListMove, inout Target, inout Context) -> Void
  ) -> [KeyBinding] {
    let rows: [(ListMove, [Key], DisplayText, pair: DisplayText)] = [
      (.up, [.up, .character("k")], "move up", "move up or down"),
      (.down, [.down, .character("j")], "move down", "move up or down"),
      (.pageUp, [.pageUp, .control("b")], "move a page up", "move by a page"),
      (.pageDown, [.pageDown, .control("f")], "move a page down", "move by a page"),
      (.top, top, "go to the top", "top or bottom"),
      (.bottom, [.end, .character("G")], "go to the bottom", "top or bottom"),
    ]
    return rows.map { step, keys, meaning, pair in
      KeyBinding(keys: keys, meaning: meaning) { move(step, &$0, &$1) }.paired(pair)
    }
  }

  private init(
    keys: [Key], meaning: DisplayText,
    act: @escaping @Sendable (inout Target, inout Context) -> Void
  ) {
    self.keys = keys
    label = ""
    self.meaning = meaning
    self.act = act
  }

  /// The keys that leave a menu or help.
  static func leaving(_ label: DisplayText = "back") -> KeyBinding where Target: Overlay {
    KeyBinding(
      .escape, .character("q"), .character("?"), .function(1), label: label, meaning: "go back"
    ) { _, context in context.dismiss() }
  }
}

extension Key {
  /// The name of the key.
  var text: DisplayText {
    switch self {
    case .character(" "): return "Space"
    // An escape would double it.
    case .character("\\"): return "\\"
    case .character(let scalar):
      return DisplayText(escaping: String(scalar).utf8, in: .utf8)
    case .control(let letter):
      return DisplayText(escaping: "^\(letter)".uppercased().utf8, in: .utf8)
    case .up: return "Up"
    case .down: return "Down"
    case .left: return "Left"
    case .right: return "Right"
    case .pageUp: return "PgUp"
    case .pageDown: return "PgDn"
    case .home: return "Home"
    case .end: return "End"
    case .enter: return "Enter"
    case .escape: return "Esc"
    case .tab: return "Tab"
    case .backTab: return "S-Tab"
    case .backspace: return "Bksp"
    case .delete: return "Del"
    case .function(let number): return "F\(number)"
    }
  }
}
