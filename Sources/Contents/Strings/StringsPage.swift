/// A text among the bytes of a segment.
package struct FoundString: Hashable, Sendable {
  /// Its bytes in the segment.
  package let range: Range<UInt64>
  /// Its first bytes, at most ``most``.
  package let bytes: [UInt8]

  /// The most bytes that are kept; a line of a screen has no room for more.
  package static let most = 512

  package init(range: Range<UInt64>, bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}

/// A request for the texts after or before an offset.
package struct StringsRequest: Hashable, Sendable {
  /// Texts that begin at or after this offset, or before it.
  package var offset: UInt64
  package var isForward: Bool
  /// The number of texts.
  package var count: Int
  /// Whether characters of UTF-8 beyond ASCII belong to a text.
  package var takesUTF8: Bool

  package init(from offset: UInt64, isForward: Bool, count: Int, takesUTF8: Bool) {
    self.offset = offset
    self.isForward = isForward
    self.count = count
    self.takesUTF8 = takesUTF8
  }

  /// The fewest characters of a text, as for strings(1).
  package static let fewest = 4
}

/// The answer to a ``StringsRequest``.
package struct StringsPage: Hashable, Sendable {
  package let request: StringsRequest
  /// The texts in the order of their offsets; fewer than requested if much had to be read.
  package let strings: [FoundString]
  /// The offset from which the next request goes on in the same direction.
  package let reached: UInt64
  /// Whether there is nothing more in that direction.
  package let isLast: Bool

  package init(request: StringsRequest, strings: [FoundString], reached: UInt64, isLast: Bool) {
    self.request = request
    self.strings = strings
    self.reached = reached
    self.isLast = isLast
  }
}
