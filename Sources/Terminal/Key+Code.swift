internal import Canvas
private import CNcurses

extension Key {
  /// The key of a character as the terminal sends it; `nil` for what is none.
  init?(character code: Int32) {
    switch code {
    case 0x0d, 0x0a: self = .enter
    case 0x09: self = .tab
    case 0x1b: self = .escape
    case 0x7f, 0x08: self = .backspace
    case 0x01...0x1a:
      guard let letter = Unicode.Scalar(UInt32(code) + 0x60) else { return nil }
      self = .control(letter)
    default:
      guard code >= 0x20, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
      self = .character(scalar)
    }
  }

  /// The key of a code of ncurses; `nil` for one that nothing here uses.
  init?(code: Int32) {
    switch code {
    case cncurses_key_up: self = .up
    case cncurses_key_down: self = .down
    case cncurses_key_left: self = .left
    case cncurses_key_right: self = .right
    case cncurses_key_page_up: self = .pageUp
    case cncurses_key_page_down: self = .pageDown
    case cncurses_key_home: self = .home
    case cncurses_key_end: self = .end
    case cncurses_key_enter: self = .enter
    case cncurses_key_back_tab: self = .backTab
    case cncurses_key_backspace: self = .backspace
    case cncurses_key_delete: self = .delete
    case (cncurses_key_f0 + 1)...(cncurses_key_f0 + 12):
      self = .function(Int(code - cncurses_key_f0))
    default: return nil
    }
  }
}
