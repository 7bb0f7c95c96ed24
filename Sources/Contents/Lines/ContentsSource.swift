package import SystemPackage

/// The source of lines: bytes and holes.
package protocol ContentsSource {
  /// The number of bytes at present.
  func size() throws(Errno) -> UInt64
  /// The data or the hole at an offset, and its extent; `nil` after the end.
  ///
  /// The search may stop at the limit if going further would take time.
  func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent?
  /// The start of the hole that contains the byte before an offset.
  ///
  /// Any result at or before `floor` means that the hole reaches back at least that far.
  func startOfHole(before limit: UInt64, notBefore floor: UInt64) throws(Errno) -> UInt64
  /// Fills memory from an offset on, and returns the number of bytes.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  /// The size of the parts in which holes are examined, if larger ones take longer.
  var holePart: UInt64? { get }
}
