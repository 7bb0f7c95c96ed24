package import SystemPackage

/// What lines are made from: bytes and holes.
package protocol ContentsSource {
  /// How many bytes there are now.
  func size() throws(Errno) -> UInt64
  /// What is at an offset, data or a hole, and how far it goes; `nil` behind the end.
  ///
  /// The search ends at the limit if going further would take time.
  func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent?
  /// Where the hole begins that the byte before an offset lies in; no earlier than `floor`, or
  /// anywhere before that.
  func startOfHole(before limit: UInt64, notBefore floor: UInt64) throws(Errno) -> UInt64
  /// Fills memory from an offset on and says with how many bytes.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  /// Holes are looked at in parts of this size where that takes longer the larger they are.
  var holePart: UInt64? { get }
}
