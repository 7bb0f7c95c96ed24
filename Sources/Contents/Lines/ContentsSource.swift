package import SystemPackage

/// A source of bytes and holes, from which lines and maps are made.
package protocol ContentsSource {
  /// The current number of bytes.
  func size() throws(Errno) -> UInt64
  /// The data or the hole that begins at an offset; `nil` after the end.
  ///
  /// It may end at `limit` if looking further would take long.
  func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent?
  /// The start of the hole that contains the byte before `limit`.
  ///
  /// If the hole reaches back to `floor`, the result can be any offset at or before `floor`.
  func startOfHole(before limit: UInt64, notBefore floor: UInt64) throws(Errno) -> UInt64
  /// Whether some pages of a range are in swap, so that reading them would bring them back.
  func hasSwappedPages(in range: Range<UInt64>) -> Bool
  /// Reads the bytes at `offset` into `buffer`, and returns their number.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  /// The size, in bytes, of the parts in which holes are examined.
  ///
  /// `nil` if a hole of any size is examined at once.
  var holeAlignment: UInt64? { get }
}

extension ContentsSource {
  /// As for contents that are never in swap.
  package func hasSwappedPages(in range: Range<UInt64>) -> Bool { false }
}
