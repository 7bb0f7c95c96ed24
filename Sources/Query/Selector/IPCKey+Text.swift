package import Kernel

extension IPCKey {
  /// A key as users type it: `0x52e2c1`, and in decimal `-1` or `4294967295` → 0xffffffff.
  ///
  /// The kernel writes keys in decimal, some with a sign. `nil` for other text.
  package init?(typed bytes: some Collection<UInt8>) {
    // Swift's parser would accept a sign after `0x`.
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    guard !text.hasPrefix("0x+") else { return nil }
    let number =
      text.hasPrefix("0x")
      ? UInt32(text.dropFirst(2), radix: 16)
      : UInt32(text) ?? Int32(text).map { UInt32(bitPattern: $0) }
    guard let number else { return nil }
    self.init(rawValue: number)
  }
}
