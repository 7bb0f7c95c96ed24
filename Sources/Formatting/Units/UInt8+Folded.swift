extension UInt8 {
  /// The byte, or with `isFolded` the small letter where it is a capital of ASCII.
  @inlinable
  package func folded(_ isFolded: Bool) -> UInt8 {
    isFolded && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
