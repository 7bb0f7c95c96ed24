import Canvas

extension Key {
  /// Every key that a terminal can send, but for characters beyond ASCII.
  static let every: [Key] =
    (0x20..<0x7f).map { .character(Unicode.Scalar(UInt8($0))) }
    + "abcdefghijklmnopqrstuvwxyz".unicodeScalars.map { .control($0) }
    + (1...12).map { .function($0) }
    + [
      .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .escape, .tab, .backTab,
      .backspace, .delete,
    ]
}
