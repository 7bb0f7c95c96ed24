internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

extension HexScreen {
  /// How a marked byte looks: one that has changed, or is part of the match.
  func markStyle(of byte: UInt8, at place: UInt64) -> Style? {
    mark(at: place, of: byte)?.style ?? (match?.contains(place) == true ? .matchByte : nil)
  }

  /// How the byte under the cursor looks on one of its sides.
  func cursorStyle(of byte: UInt8, at place: UInt64, on side: Pane) -> Style {
    let isChanged = mark(at: place, of: byte) != nil
    guard side == self.side else { return markStyle(of: byte, at: place) ?? .otherSideCursor }
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
