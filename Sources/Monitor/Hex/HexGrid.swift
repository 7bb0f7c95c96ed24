internal import Canvas
internal import SafeText
internal import SharedMemory

/// The columns of a row of bytes.
struct HexGrid: Equatable {
  /// The number of digits of offsets.
  let offsetDigits: Int
  /// A power of two.
  let bytesPerRow: Int

  /// A grid with as many bytes in a row as fit, from 4 to 32.
  init(width: Int, size: UInt64) {
    var digits = 8
    let last = size - min(size, 1)
    while digits < 16, last >> UInt64(4 * digits) > 0 { digits += 1 }
    offsetDigits = digits
    bytesPerRow =
      [32, 16, 8].first { Self.columns(bytes: $0, digits: digits) <= width } ?? 4
  }

  /// The column of a byte's two digits; a space separates groups of eight.
  func column(ofByte index: Int) -> Int { offsetDigits + 2 + 3 * index + index / 8 }

  /// The column of the text.
  var textColumn: Int { column(ofByte: bytesPerRow - 1) + 4 }

  private static func columns(bytes: Int, digits: Int) -> Int {
    digits + 2 + 3 * bytes + (bytes - 1) / 8 + 1 + bytes + 2
  }
}

/// The parts of the hex screen.
struct ContentsLayout: Equatable {
  /// The line on how the bytes are read.
  let status: Rectangle
  /// The line on the comparison; empty without one.
  let comparison: Rectangle
  let bytes: Rectangle
  /// The page map; empty if there is no room.
  let map: Rectangle
  /// The inspector; empty if there is no room.
  let inspector: Rectangle

  init(body: Rectangle, isComparing: Bool = false) {
    var rest = body
    status = rest.takeTop(1)
    comparison = rest.takeTop(isComparing ? 1 : 0)
    let hasRoom = body.rows >= 22 && body.columns >= 78
    inspector = rest.takeBottom(hasRoom ? 5 : 0)
    map = rest.takeBottom(body.rows >= 12 && body.columns >= 40 ? 1 : 0)
    bytes = rest
  }
}
