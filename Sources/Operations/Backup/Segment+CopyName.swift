internal import Kernel
package import SharedMemory

extension Segment {
  /// The name of its copies without the extension.
  ///
  /// It is the segment's name, shortened and made harmless for a shell, or the ID.
  package var copyName: [UInt8] {
    guard let name else { return Array("sysv-\(shmID?.rawValue ?? 0)".utf8) }
    let harmless = Set(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+=@,:".utf8)
    var bytes = name.bytes.prefix(200).map { harmless.contains($0) ? $0 : UInt8(ascii: "_") }
    if bytes.first.map({ [UInt8(ascii: "."), UInt8(ascii: "-")].contains($0) }) != false {
      bytes.insert(UInt8(ascii: "_"), at: 0)
    }
    return bytes
  }
}
