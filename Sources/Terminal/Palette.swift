internal import Canvas
private import CTerminal

/// What the styles look like.
///
/// The terminal's own colours stay wherever they can, so that light and dark ones both work; with
/// no colours at all, bold, dim, reverse and underline still tell apart what matters.
struct Palette {
  struct Look {
    var foreground: Int32 = -1
    var background: Int32 = -1
    var attributes: Int32 = 0
  }

  /// How many colours there are; 0 for none.
  let colors: Int

  func look(of style: Style) -> Look {
    var look = inColor(style)
    if colors < 8 {
      look.foreground = -1
      look.background = -1
    }
    return look
  }

  private func inColor(_ style: Style) -> Look {
    switch style {
    case .plain, .printableByte: Look()
    case .emphasis: Look(attributes: bold)
    case .dim, .gone: Look(attributes: dim)
    case .meter: Look(foreground: green)
    case .warning: Look(foreground: yellow, attributes: bold)
    case .error: Look(foreground: red, attributes: bold)
    case .heading: Look(attributes: underline)
    case .sortedHeading: Look(attributes: underline | bold)
    case .selected, .focusedButton, .byteCursor: Look(attributes: reverse)
    case .changedByteCursor: Look(attributes: reverse | underline | bold)
    case .matchByte: Look(foreground: yellow, attributes: colors < 8 ? bold : reverse)
    case .otherSideCursor: Look(attributes: bold)
    case .fresh: Look(foreground: green, attributes: bold)
    case .tagged: Look(foreground: magenta, attributes: bold)
    case .key: Look(foreground: cyan, attributes: bold)
    case .dialog, .button: Look()
    case .offset: Look(foreground: cyan)
    case .zeroByte: Look(attributes: dim)
    case .spaceByte: Look(foreground: green)
    case .freshByte: Look(foreground: red, attributes: bold | underline)
    case .fadingByte: Look(foreground: red, attributes: underline)
    case .differentByte: Look(foreground: cyan, attributes: bold | underline)
    case .controlByte: Look(foreground: magenta)
    case .highByte: Look(foreground: yellow)
    }
  }

  private var bold: Int32 { Int32(CTERMINAL_BOLD) }
  private var dim: Int32 { Int32(CTERMINAL_DIM) }
  private var reverse: Int32 { Int32(CTERMINAL_REVERSE) }
  private var underline: Int32 { Int32(CTERMINAL_UNDERLINE) }
  // The numbers that every terminal with eight colours gives these.
  private var red: Int32 { 1 }
  private var green: Int32 { 2 }
  private var yellow: Int32 { 3 }
  private var magenta: Int32 { 5 }
  private var cyan: Int32 { 6 }
}
