extension DisplayText {
  /// The offsets of the characters into which ``append(escaping:in:)`` turns the bytes.
  ///
  /// A character includes its combining marks: `é` in two code points is one character. A byte that
  /// is written as `\xNN` is one too.
  package static func characterStarts(in bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      var starts: [Int] = []
      var marksOnBase = mostMarksOnOneBase
      var position = 0
      while position < bytes.count {
        let start = position
        guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position) else {
          starts.append(start)
          marksOnBase = mostMarksOnOneBase
          position += 1
          continue
        }
        position += length
        if !scalar.isASCII, scalar.showing == .mark, marksOnBase < mostMarksOnOneBase {
          marksOnBase += 1
          continue
        }
        starts.append(start)
        let isBase = scalar.isASCII ? (0x21..<0x7f).contains(scalar.value) : scalar.showing == .base
        marksOnBase = isBase ? 0 : mostMarksOnOneBase
      }
      return starts
    }
  }
}
