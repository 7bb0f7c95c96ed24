package import SystemPackage

/// A destination that takes the bytes of a segment in order.
package protocol ContentsSink: ~Copyable {
  /// Writes the next bytes.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Errno)
  /// Writes this many zeros, which are a hole in the segment.
  mutating func writeHole(_ count: UInt64) throws(Errno)
  /// Completes the output after the last bytes.
  mutating func finish() throws(Errno)
  /// The longest hole, in bytes, that it can write at once without taking long.
  var longestHole: UInt64 { get }
}

extension ContentsSink where Self: ~Copyable {
  package var longestHole: UInt64 { .max }
}
