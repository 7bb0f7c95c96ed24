internal import Formatting
internal import SafeText
internal import SystemPackage

/// Some bytes of a segment on standard error, as `hexdump -C` writes them.
struct ShownBytes {
  let heading: DisplayText
  let bytes: [UInt8]
  /// The offset of the first.
  let offset: UInt64

  /// The most bytes that are shown.
  private static let most = 256

  func write() {
    StandardError.write(line: "  \(heading):")
    var dump = HexDump(from: offset) { part throws(Errno) in StandardError.write(Array(part)) }
    _ = try? bytes.prefix(Self.most).withUnsafeBytes { try dump.write($0) }
    _ = try? dump.finish()
    if bytes.count > Self.most {
      StandardError.write(line: "  and \(counted: bytes.count - Self.most, "byte") more")
    }
  }
}
