internal import Canvas
internal import SafeText
internal import SharedMemory

/// How rows of bytes are laid out on a screen.
struct HexGrid: Equatable {
  /// Digits of the offsets.
  let offsetDigits: Int
  /// A power of two.
  let bytesPerRow: Int

  /// As many bytes in a row as the width has room for, from 4 to 32.
  init(width: Int, size: UInt64) {
    var digits = 8
    let last = size - min(size, 1)
    while digits < 16, last >> UInt64(4 * digits) > 0 { digits += 1 }
    offsetDigits = digits
    bytesPerRow =
      [32, 16, 8].first { Self.columns(bytes: $0, digits: digits) <= width } ?? 4
  }

  /// The column of a byte's two digits: groups of eight stand apart.
  func column(ofByte index: Int) -> Int { offsetDigits + 2 + 3 * index + index / 8 }

  /// The column of the text.
  var textColumn: Int { column(ofByte: bytesPerRow - 1) + 4 }

  private static func columns(bytes: Int, digits: Int) -> Int {
    digits + 2 + 3 * bytes + (bytes - 1) / 8 + 1 + bytes + 2
  }
}

/// How the screen of a segment's bytes is divided.
struct ContentsLayout: Equatable {
  /// What is said about the reading.
  let status: Rectangle
  let bytes: Rectangle
  /// Which pages there are; empty if there is no room for that.
  let map: Rectangle
  /// What the bytes from the cursor on are; empty if there is no room for that.
  let inspector: Rectangle

  init(body: Rectangle) {
    var rest = body
    status = rest.takeTop(1)
    let hasRoom = body.rows >= 22 && body.columns >= 78
    inspector = rest.takeBottom(hasRoom ? 5 : 0)
    map = rest.takeBottom(body.rows >= 12 && body.columns >= 40 ? 1 : 0)
    bytes = rest
  }
}
