private import CTerminal

/// The characters and keys that wait in a terminal, without sequences that ncurses does not know.
struct KeyReader {
  enum Input: Equatable {
    case character(Int32)
    /// A key by its code in ncurses.
    case key(Int32)
  }

  /// What was read ahead.
  private var held: [Input] = []

  /// Whether something was read ahead.
  var isAhead: Bool { !held.isEmpty }

  /// The next character or key; `nil` if none is waiting.
  ///
  /// A terminal sends a sequence such as `ESC [ I` at once. If ncurses does not know it, it gives Esc and
  /// the letters. They are no keys that were pressed, so they are left out.
  mutating func next() -> Input? {
    while true {
      guard let input = read() else { return nil }
      if input != .character(0x1b) || !skipsSequence() { return input }
    }
  }

  /// Reads the rest of a sequence after its ESC; returns false if there is none.
  ///
  /// `ESC [` is followed by parameters and a final byte, `ESC O` by a final byte: see ECMA-48, 5.4. A control
  /// string, such as the late answer to a query of another program, begins with `ESC P`, `ESC X`, `ESC ]`,
  /// `ESC ^` or `ESC _`, and ends with `ESC \`, or with BEL: see ECMA-48, 5.6. An end of it that never comes is
  /// not waited for.
  private mutating func skipsSequence() -> Bool {
    var ahead: [Input] = []
    while let input = read() {
      ahead.append(input)
      guard case .character(let code) = input else { break }
      if ahead.count == 1 {
        if Self.stringStarts.contains(code) {
          skipString()
          return true
        }
        guard code == 0x5b || code == 0x4f else { break }
      } else if (0x40...0x7e).contains(code) {
        return true
      } else if !(0x20...0x3f).contains(code) || ahead[0] == .character(0x4f) {
        break
      }
    }
    held = ahead + held
    return false
  }

  /// The characters after ESC that begin a control string.
  private static let stringStarts: [Int32] = [0x50, 0x58, 0x5d, 0x5e, 0x5f]

  /// Reads the rest of a control string, as far as it has come in.
  private mutating func skipString() {
    var isEscaped = false
    while let input = read() {
      if input == .character(0x07) || isEscaped && input == .character(0x5c) { return }
      isEscaped = input == .character(0x1b)
    }
  }

  private mutating func read() -> Input? {
    if !held.isEmpty { return held.removeFirst() }
    var code: Int32 = 0
    switch Int(cterminal_read(&code)) {
    case CTERMINAL_CHARACTER: return .character(code)
    case CTERMINAL_KEY: return .key(code)
    default: return nil
    }
  }
}
