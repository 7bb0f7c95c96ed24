package import Canvas
private import CTerminal
private import Glibc

/// The terminal that this program runs in, in full-screen mode for the lifetime of the value.
///
/// There can be only one at a time, used by one thread; only ``wake()`` may be called from any
/// thread.
///
/// Why: Decisions/09-restoring-the-terminal.md
package struct Terminal: ~Copyable {
  /// Why there is no screen.
  package enum Unavailable: Error, Hashable, Sendable {
    /// `TERM` is not set.
    case termNotSet
    /// The terminal database has no entry for `TERM`.
    case termUnknown
    /// The terminal cannot place its cursor.
    case cannotPlaceCursor
    /// There is no terminal to read keys from.
    case noInput
    /// This program can open no more files.
    case noDescriptors
  }

  private var shown: Frame?
  /// What was pasted so far; `nil` if no paste has begun.
  var paste: Paste?

  /// Enters full-screen mode, and lets the terminal report the mouse if wanted; without enough colours for `theme` it uses ``Theme/plain``.
  ///
  /// The C function is `newterm`.
  package init(_ theme: Theme, usesMouse: Bool) throws(Unavailable) {
    switch Int(cterminal_begin()) {
    case CTERMINAL_OK: break
    case CTERMINAL_NO_TERM: throw .termNotSet
    case CTERMINAL_UNKNOWN_TERM: throw .termUnknown
    case CTERMINAL_NO_CURSOR: throw .cannotPlaceCursor
    case CTERMINAL_NO_DESCRIPTORS: throw .noDescriptors
    default: throw .noInput
    }
    if usesMouse { cterminal_use_mouse() }
    let depth = Color.Depth(
      colors: Int(cterminal_colors()), isDirect: cterminal_has_direct_colors() != 0)
    let theme = theme.adapted(to: depth)
    for style in Style.allCases {
      let look = theme.look(of: style)
      cterminal_define_style(
        Int32(style.rawValue), look.foreground?.number(in: depth) ?? -1,
        look.background?.number(in: depth) ?? -1, look.attributes.number)
    }
  }

  deinit { cterminal_end() }

  /// The current size of the screen.
  package var size: Size {
    Size(columns: Int(cterminal_columns()), rows: Int(cterminal_rows()))
  }

  /// Draws the frame on the screen; only rows that changed are drawn.
  package mutating func show(_ frame: Frame) {
    let previous = shown?.size == frame.size ? shown : nil
    for row in 0..<frame.size.rows where previous?.hasSameRow(row, as: frame) != true {
      let cells = frame[row: row].map(cterminal_cell.init)
      cterminal_put(Int32(row), cells, Int32(cells.count))
    }
    cterminal_flush(
      shown == nil ? 1 : 0, Int32(frame.cursor?.row ?? -1), Int32(frame.cursor?.column ?? -1))
    shown = frame
  }

  /// Forgets the contents of the screen, so that the next frame is drawn in full.
  package mutating func forget() { shown = nil }

  /// Asks the terminal to put a text into its clipboard, unless the text is too long.
  ///
  /// See ``Clipboard``.
  package func copy(_ text: [UInt8]) {
    guard let sequence = Clipboard.sequence(for: text) else { return }
    cterminal_write(sequence, Int32(sequence.count))
  }

  /// Returns the terminal to the shell until the program is continued, as ^Z does.
  package mutating func suspend() {
    cterminal_suspend()
    forget()
  }

  /// Adopts the current size of the terminal.
  package mutating func updateSize() {
    cterminal_update_size()
    forget()
  }

  /// Ends a wait from another thread.
  package static func wake() { cterminal_wake() }
}

extension Theme.Attributes {
  /// The attributes in the form that `cterminal_define_style` takes.
  fileprivate var number: Int32 {
    let numbers: [(Self, Int)] = [
      (.bold, CTERMINAL_BOLD), (.dim, CTERMINAL_DIM), (.reverse, CTERMINAL_REVERSE),
      (.underline, CTERMINAL_UNDERLINE),
    ]
    return numbers.reduce(0) { contains($1.0) ? $0 | Int32($1.1) : $0 }
  }
}

extension cterminal_cell {
  fileprivate init(_ cell: Cell) {
    self.init(
      character: cell.character?.value ?? 0, first_mark: cell.firstMark?.value ?? 0,
      second_mark: cell.secondMark?.value ?? 0, style: cell.style.rawValue)
  }
}
