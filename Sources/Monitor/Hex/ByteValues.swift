internal import Kernel
internal import SharedMemory

/// The bytes from an offset on as numbers and text, for the inspector.
struct ByteValues {
  let bytes: ArraySlice<UInt8>
  let isBigEndian: Bool

  /// The bytes from an offset on, up to the first that is not known.
  init(from offset: UInt64, isBigEndian: Bool, byte: (UInt64) -> UInt8?) {
    self.isBigEndian = isBigEndian
    var found: [UInt8] = []
    var next = offset
    while found.count < Self.most, let known = byte(next) {
      found.append(known)
      next = next.addingSaturated(1)
    }
    bytes = found[...]
  }

  /// The maximum number of bytes, for a string.
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

  /// The bytes before the first 0, and whether there is a 0.
  var string: (bytes: ArraySlice<UInt8>, isEnded: Bool) {
    let string = bytes.prefix { $0 != 0 }
    return (string, string.count < bytes.count)
  }

  /// The UTF-8 character at the offset; `nil` if there is none.
  var scalar: Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    return if case .scalarValue(let scalar) = decoder.decode(&iterator) { scalar } else { nil }
  }
}
