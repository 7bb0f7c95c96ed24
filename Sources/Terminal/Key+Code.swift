internal import Canvas
private import CTerminal

extension Key {
  /// The key for a character from the terminal; `nil` if there is none.
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

  /// The key for a key code of ncurses; `nil` for one that is not used.
  init?(code: Int32) {
    switch code {
    case cterminal_key_up: self = .up
    case cterminal_key_down: self = .down
    case cterminal_key_left: self = .left
    case cterminal_key_right: self = .right
    case cterminal_key_page_up: self = .pageUp
    case cterminal_key_page_down: self = .pageDown
    case cterminal_key_home: self = .home
    case cterminal_key_end: self = .end
    case cterminal_key_enter: self = .enter
    case cterminal_key_back_tab: self = .backTab
    case cterminal_key_backspace: self = .backspace
    case cterminal_key_delete: self = .delete
    case (cterminal_key_f0 + 1)...(cterminal_key_f0 + 12):
      self = .function(Int(code - cterminal_key_f0))
    default: return nil
    }
  }
}
