extension UInt8 {
  /// The byte; with `isFolded`, an ASCII capital becomes the small letter.
  @inlinable
  package func folded(_ isFolded: Bool) -> UInt8 {
    isFolded && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
