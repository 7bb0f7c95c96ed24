internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// The comparison of the bytes on the screen with those of another segment or a file.
struct SegmentComparison: Sendable {
  let id: SessionID
  let other: ComparedContents
  /// The size of the other; `nil` until it is open.
  var size: UInt64?
  /// Bytes of the other around the screen, from an offset in the open segment on.
  private var start: UInt64 = 0
  private var bytes: [UInt8] = []
  /// The bytes that differ, as far as they were counted.
  var count = ContentsComparison.Count()
  /// Whether all were counted.
  var isCounted = false
  var failure: ContentsError?

  init(_ id: SessionID, with other: ComparedContents) {
    self.id = id
    self.other = other
  }

  mutating func replaceBytes(with bytes: [UInt8], at offset: UInt64) {
    (start, self.bytes, failure) = (offset, bytes, nil)
  }

  /// The byte of the other at an offset of the open segment; `nil` if it is not known or not there.
  func byte(at offset: UInt64) -> UInt8? {
    guard offset >= start, offset - start < UInt64(bytes.count) else { return nil }
    return bytes[Int(offset - start)]
  }

  /// Whether another byte is known there.
  func differs(from byte: UInt8, at offset: UInt64) -> Bool {
    self.byte(at: offset).map { $0 != byte } ?? false
  }

  /// The number of bytes of a line that differ.
  func differences(from line: ContentsLine) -> Int {
    line.bytes.indices.count { index in
      differs(from: line.bytes[index], at: line.range.lowerBound + UInt64(index))
    }
  }

  /// What it is compared with.
  func name(in charset: Charset) -> DisplayText {
    switch other {
    case .segment(let segment, _): return DisplayText(segment.identity.id, in: charset)
    case .file(let path, let offset):
      var text = DisplayText(escaping: path, in: charset)
      if offset > 0 {
        text.append(literal: " at 0x")
        text.append(hex: offset)
      }
      return text
    }
  }

  /// Whether a segment is the one that it is compared with.
  func isWithItself(_ segment: Segment) -> Bool { other.segment?.identity == segment.identity }

  /// The number of differing bytes so far, from what, and how much of both was compared.
  func text(for segment: Segment, width: Int, in charset: Charset) -> DisplayText {
    let name = name(in: charset)
      .elided(to: max(12, width / 3), mark: Glyph.ellipsis.text(in: charset))
    if let failure { return "compared with \(name): \(DisplayText(failure, in: charset))" }
    if isWithItself(segment) {
      return "this is \(name), the one compared with: all bytes are equal"
    }
    guard let size else { return "opening \(name)" }
    var text = DisplayText()
    text.append(counted: count.differing, "byte")
    text.append("\(count.differing == 1 ? " differs" : " differ") from \(name)")
    if !isCounted {
      let done = Meter(used: count.reached, of: max(1, count.end)).percent
      text.append(" so far, \(min(99, done))% compared")
    }
    let end = other.base.addingSaturated(size)
    if end < segment.size {
      text.append(literal: "; that ends at 0x")
      text.append(hex: end)
    } else if end > segment.size {
      text.append("; that has \(end - segment.size) bytes more")
    }
    return text
  }
}
