internal import Kernel
package import SharedMemory

extension Segment {
  /// A name for files with its bytes, without the extension.
  ///
  /// It is the segment's name, the label of a memfd or the shmid, of `length` bytes at most. Only
  /// characters that are harmless in a shell are left.
  ///
  ///     /a b → a_b
  ///     /-rf → _-rf
  package func fileName(atMost length: Int = 200) -> [UInt8] {
    let name: [UInt8] =
      switch identity {
      case .posix(let name, _), .unlinked(let name, _): name.bytes
      case .memfd(let label, _): Array("memfd-".utf8) + label
      case .systemV(let identity): Array("sysv-\(identity.shmID.rawValue)".utf8)
      }
    var bytes = name.prefix(length).map { Self.harmless.contains($0) ? $0 : UInt8(ascii: "_") }
    // A leading dot would hide the file; a leading dash would look like an option.
    if bytes.first.map({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) != false {
      bytes.insert(UInt8(ascii: "_"), at: 0)
    }
    return bytes
  }

  private static let harmless = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+=@,:".utf8)
}
