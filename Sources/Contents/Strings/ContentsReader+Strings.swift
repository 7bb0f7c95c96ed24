internal import Kernel
package import SystemPackage

/// Finding texts, as strings(1) does.
///
/// Holes are skipped, and a request reads a limited number of bytes, so that a large segment is never
/// read whole.
extension ContentsReader {
  /// The texts that a request asks for.
  package func strings(_ request: StringsRequest) throws(Errno) -> StringsPage {
    try request.isForward ? stringsAfter(request) : stringsBefore(request)
  }

  /// The size of a block, in bytes.
  private static var blockSize: Int { 1 << 16 }
  /// The bytes after which a request is answered with the texts found so far.
  private static var mostRead: UInt64 { 1 << 23 }

  private func stringsAfter(_ request: StringsRequest) throws(Errno) -> StringsPage {
    let size = try size()
    let (found, reached) = try texts(
      from: min(request.offset, size), until: size, count: request.count,
      upTo: request.offset.addingSaturated(Self.mostRead), takesUTF8: request.takesUTF8)
    return StringsPage(request: request, strings: found, reached: reached, isLast: reached >= size)
  }

  private func stringsBefore(_ request: StringsRequest) throws(Errno) -> StringsPage {
    var end = min(request.offset, try size())
    var found: [FoundString] = []
    var countRead: UInt64 = 0
    while end > 0, found.count < request.count, countRead < Self.mostRead {
      guard let data = try endOfData(before: end) else {
        end = 0
        break
      }
      let start = try startOfText(before: min(end, data), takesUTF8: request.takesUTF8)
      let (texts, _) = try texts(
        from: start, until: end, count: .max, upTo: .max, takesUTF8: request.takesUTF8)
      found = texts + found
      countRead += UInt64(Self.blockSize)
      end = start
    }
    let strings = Array(found.suffix(request.count))
    if found.count > strings.count, let first = strings.first { end = first.range.lowerBound }
    return StringsPage(request: request, strings: strings, reached: end, isLast: end == 0)
  }

  /// An offset about a block before `end` that is not inside a text, unless that is very long.
  private func startOfText(before end: UInt64, takesUTF8: Bool) throws(Errno) -> UInt64 {
    let start = end - min(end, UInt64(Self.blockSize))
    let first = start - min(start, UInt64(TextRun.longest))
    let before = try read(at: first, count: Int(start - first))
    let last = before.lastIndex { !TextRun.canBelong($0, takesUTF8: takesUTF8) }
    guard let last else { return first == 0 ? 0 : start }
    return first + UInt64(last) + 1
  }

  /// The texts that begin in a range, and the offset that was reached.
  ///
  /// At `limit` at most a block more than wanted has been read.
  private func texts(
    from start: UInt64, until end: UInt64, count: Int, upTo limit: UInt64, takesUTF8: Bool
  ) throws(Errno) -> (found: [FoundString], reached: UInt64) {
    var found: [FoundString] = []
    var position = start
    var skipped: UInt64 = 0
    while position < end, position - skipped < limit {
      guard let data = try nextData(from: position), data < end else { return (found, end) }
      if data > position {
        skipped = skipped.addingSaturated(data - position)
        position = data
      }
      // With the bytes after it, each text that begins in the block is complete.
      let bytes = try read(at: position, count: Self.blockSize + TextRun.longest + 4)
      let whole = min(bytes.count, Self.blockSize, Int(clamping: end - position))
      guard whole > 0 else { return (found, end) }
      var index = 0
      while index < whole {
        let run = TextRun(in: bytes, at: index, takesUTF8: takesUTF8)
        if run.characters >= StringsRequest.fewest {
          let first = position + UInt64(index)
          found.append(
            FoundString(
              range: first..<first + UInt64(run.count),
              bytes: Array(bytes[index..<index + min(run.count, FoundString.most)])))
        }
        index += max(1, run.count)
        if found.count >= count { return (found, position + UInt64(index)) }
      }
      position += UInt64(index)
    }
    return (found, position)
  }
}

/// The characters of a text from a byte on.
struct TextRun {
  /// Its bytes; 0 if the byte does not begin a character of a text.
  private(set) var count = 0
  private(set) var characters = 0

  /// The bytes after which a text is cut.
  static let longest = 4096

  init(in bytes: [UInt8], at start: Int, takesUTF8: Bool) {
    bytes.withUnsafeBufferPointer { bytes in
      while count < Self.longest, start + count < bytes.count {
        let byte = bytes[start + count]
        if Self.isPrintable(byte) {
          count += 1
        } else if takesUTF8, byte >= 0xc2,
          let length = Self.character(in: bytes, at: start + count)
        {
          count += length
        } else {
          return
        }
        characters += 1
      }
    }
  }

  /// Whether a byte is a character of a text: printable, a space or a tab.
  static func isPrintable(_ byte: UInt8) -> Bool { (0x20..<0x7f).contains(byte) || byte == 0x09 }

  /// Whether a byte can be part of a text.
  static func canBelong(_ byte: UInt8, takesUTF8: Bool) -> Bool {
    isPrintable(byte) || (takesUTF8 && byte >= 0x80)
  }

  /// The length of the UTF-8 character at an index; `nil` if there is none, or a control character.
  private static func character(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    var decoder = UTF8()
    var iterator = bytes[index..<min(index + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator),
      scalar.properties.generalCategory != .control
    else { return nil }
    return UTF8.width(scalar)
  }
}
