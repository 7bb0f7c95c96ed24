internal import Kernel
internal import SharedMemory

extension Segment {
  /// The suggested name of a file for bytes from an offset on, of letters, digits, `.`, `_` and `-`
  /// only.
  ///
  ///     /a b, 0x10 → a_b-0x10.bin
  func defaultFileName(from offset: UInt64) -> [UInt8] {
    let label: [UInt8] =
      switch identity {
      case .posix(let name, _), .unlinked(let name, _): name.bytes
      case .memfd(let label, _): Array("memfd-".utf8) + label
      case .systemV(let identity): Array("sysv-\(identity.shmID.rawValue)".utf8)
      }
    var name = label.prefix(100).map { Self.plainBytes.contains($0) ? $0 : UInt8(ascii: "_") }
    // A leading dot would hide the file; a leading dash would look like an option.
    if name.first.map({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) != false {
      name.insert(UInt8(ascii: "_"), at: 0)
    }
    return name + Array("-0x\(String(offset, radix: 16)).bin".utf8)
  }

  private static let plainBytes = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-".utf8)
}
