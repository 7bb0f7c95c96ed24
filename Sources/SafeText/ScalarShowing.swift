private import CLinux

extension Unicode.Scalar {
  /// How a character beyond ASCII may be shown.
  enum Showing {
    /// By itself.
    case base
    /// On top of the character before it.
    case mark
    /// Only as an escape.
    case unsafe
  }

  /// How this character beyond ASCII may be shown, by its general category in Unicode.
  ///
  /// The C library's `iswprint` will not do: in glibc it is true for direction overrides.
  var showing: Showing {
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

  /// Whether terminals show it as something else than one character of its own: an empty Braille
  /// pattern looks like a space, halves of flags and colours of skin join with their neighbours.
  private var isDeceptive: Bool {
    switch value {
    case 0x2800, 0x1f1e6...0x1f1ff, 0x1f3fb...0x1f3ff: true
    default: false
    }
  }

  /// The terminal columns of a printable character: 1 or 2, as the locale's `wcwidth` has it, so
  /// that this program and ncurses agree; 1 where the locale does not know the character.
  package var terminalColumns: Int {
    value < 0x7f ? 1 : max(1, Int(clinux_width(value)))
  }
}
