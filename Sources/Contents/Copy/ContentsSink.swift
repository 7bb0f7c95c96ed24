package import SystemPackage

/// A destination for the bytes of a segment, in order.
package protocol ContentsSink: ~Copyable {
  /// Writes bytes.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Errno)
  /// Writes this many zeros, which are a hole in the segment.
  mutating func writeHole(_ count: UInt64) throws(Errno)
  /// Flushes and finishes.
  mutating func finish() throws(Errno)
  /// The longest hole, in bytes, that it can write without taking long.
  var longestHole: UInt64 { get }
}

extension ContentsSink where Self: ~Copyable {
  package var longestHole: UInt64 { .max }
}
