internal import Canvas
internal import SafeText

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

  /// The keys whose names are words; capitals in these do not matter.
  private static let named: [Key] =
    [
      .character(" "), .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .escape,
      .tab, .backTab, .backspace, .delete,
    ] + (1...12).map { .function($0) } + ("a"..."z").scalars.map { .control($0) }

  /// The key of a name, as ``text`` writes it: `d`, `^L`, `F5`, `Space`.
  init(name: [UInt8]) throws(SettingsLine.Problem) {
    let word = String(decoding: name, as: UTF8.self).lowercased()
    let scalars = String(decoding: name, as: UTF8.self).unicodeScalars
    if let key = Self.named.first(where: { $0.text.string.lowercased() == word }) {
      self = key
    } else if let scalar = scalars.first, scalars.count == 1, scalar == " " {
      self = .character(scalar)
    } else if let scalar = scalars.first, scalars.count == 1,
      case let key = Key.character(scalar), key.text.utf8 == name
    {
      self = key
    } else {
      throw .init(
        text: """
          there is no key '\(DisplayText(escaping: name, in: .ascii))'; write it as help does, such \
          as d, ^L, F5, Space, Esc or PgUp
          """)
    }
    if let problem = undelivered { throw .init(text: problem) }
  }

  /// Why the terminal never sends this key; `nil` if it does.
  private var undelivered: DisplayText? {
    switch self {
    case .control("c"): "^C always quits"
    case .control("z"): "^Z always suspends"
    case .control("s"), .control("q"): "\(text) stops or continues the output of the terminal"
    case .control("h"): "a terminal sends ^H for Bksp: write Bksp"
    case .control("i"): "a terminal sends ^I for Tab: write Tab"
    case .control("j"), .control("m"): "a terminal sends \(text) for Enter: write Enter"
    default: nil
    }
  }
}

extension ClosedRange<Unicode.Scalar> {
  /// The scalars of a range without surrogates.
  fileprivate var scalars: [Unicode.Scalar] {
    (lowerBound.value...upperBound.value).compactMap(Unicode.Scalar.init)
  }
}
