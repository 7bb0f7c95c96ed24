internal import Kernel
internal import SharedMemory

/// What the bytes from one on are as numbers, in one byte order or the other.
struct ByteValues {
  let bytes: ArraySlice<UInt8>
  let isBigEndian: Bool

  /// The bytes that start there; a picture that does not show that place gives none.
  init(of page: ContentsPage?, from place: UInt64, isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
    var found: [UInt8] = []
    var next = place
    while found.count < Self.most, let byte = page?.byte(at: next) {
      found.append(byte)
      next = next.addingSaturated(1)
    }
    bytes = found[...]
  }

  /// Bytes that are looked at, for the sake of strings.
  static let most = 64

  /// An integer; `nil` if there are too few bytes.
  func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
    let width = Integer.bitWidth / 8
    guard bytes.count >= width else { return nil }
    let ordered = bytes.prefix(width)
    let pattern = (isBigEndian ? Array(ordered) : ordered.reversed())
      .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Integer(truncatingIfNeeded: pattern)
  }

  var float: Float? { integer(UInt32.self).map(Float.init(bitPattern:)) }

  var double: Double? { integer(UInt64.self).map(Double.init(bitPattern:)) }

  /// The bytes before the first 0, and whether one was found.
  var string: (bytes: ArraySlice<UInt8>, isEnded: Bool) {
    let string = bytes.prefix { $0 != 0 }
    return (string, string.count < bytes.count)
  }

  /// The character of UTF-8 that starts there.
  var scalar: Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    return if case .scalarValue(let scalar) = decoder.decode(&iterator) { scalar } else { nil }
  }
}
