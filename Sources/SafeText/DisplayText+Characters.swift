extension DisplayText {
  /// The offset in `bytes` of the first byte of each character.
  ///
  /// Characters are those that ``append(escaping:in:)`` writes. Combining marks belong to the
  /// character before them, and a byte that is not UTF-8 is a character of its own. Example:
  /// `a` `é` `b`, which are the bytes `61 65 cc 81 62` → 0, 1, 4.
  package static func characterStarts(in bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      var starts: [Int] = []
      var marksOnBase = maxMarksPerBase
      var position = 0
      while position < bytes.count {
        let start = position
        guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position) else {
          starts.append(start)
          marksOnBase = maxMarksPerBase
          position += 1
          continue
        }
        position += length
        if !scalar.isASCII, scalar.presentation == .mark, marksOnBase < maxMarksPerBase {
          marksOnBase += 1
          continue
        }
        starts.append(start)
        let isBase =
          scalar.isASCII ? (0x21..<0x7f).contains(scalar.value) : scalar.presentation == .base
        marksOnBase = isBase ? 0 : maxMarksPerBase
      }
      return starts
    }
  }
}
