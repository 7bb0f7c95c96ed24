internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

extension HexScreen {
  /// The style of a byte that was edited, has changed, is marked or belongs to the match; `nil` for others.
  func markStyle(of byte: UInt8, at offset: UInt64) -> Style? {
    editStyle(at: offset) ?? mark(at: offset, of: byte)?.style
      ?? (emphasized?.contains(offset) == true ? .matchByte : nil)
  }

  /// The style of the byte at the cursor in the hex or text column.
  func cursorStyle(of byte: UInt8, at offset: UInt64, on side: Pane) -> Style {
    let isChanged = editStyle(at: offset) != nil || mark(at: offset, of: byte) != nil
    guard side == self.side else { return markStyle(of: byte, at: offset) ?? .otherSideCursor }
    return isChanged ? .changedByteCursor : .byteCursor
  }
}

extension ByteChanges.Mark {
  var style: Style {
    switch self {
    case .fresh: .freshByte
    case .fading: .fadingByte
    case .different: .differentByte
    }
  }
}
