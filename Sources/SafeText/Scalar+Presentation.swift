private import CLinux

extension Unicode.Scalar {
  /// The ways to show a character beyond ASCII.
  enum Presentation {
    /// By itself.
    case base
    /// On top of the preceding character.
    case mark
    /// Only as an escape.
    case unsafe
  }

  /// The way to show this character beyond ASCII, by its general category in Unicode.
  ///
  /// The C function `iswprint` would not do: in glibc it is true for direction overrides.
  var presentation: Presentation {
    if properties.isDefaultIgnorableCodePoint || isDeceptive { return .unsafe }
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return .unsafe
    case .nonspacingMark, .enclosingMark:
      return .mark
    default:
      return clinux_width(value) == 0 ? .mark : .base
    }
  }

  /// Whether the character looks like a space, or joins with its neighbours.
  ///
  /// The empty Braille pattern looks like a space. Halves of flags and skin tones join.
  private var isDeceptive: Bool {
    switch value {
    case 0x2800, 0x1f1e6...0x1f1ff, 0x1f3fb...0x1f3ff: true
    default: false
    }
  }

  /// The terminal columns of a printable character: 1 or 2.
  ///
  /// The result is 1 if the locale does not know the character. The C function is `wcwidth`, which
  /// ncurses uses too, so both agree.
  package var terminalColumns: Int {
    value < 0x7f ? 1 : max(1, Int(clinux_width(value)))
  }
}
