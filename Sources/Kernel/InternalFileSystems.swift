private import CLinux
package import SystemPackage

/// The kernel's internal file systems, which contain System V segments and memfds.
///
/// They are not mounted anywhere.
package enum InternalFileSystems {
  /// Their devices as `st_dev`: the tmpfs first, then one for each size of huge pages.
  ///
  /// Empty if they cannot be determined. The C function is `memfd_create`, followed by `statx`.
  package static func read() -> [UInt64] {
    all().map(\.device)
  }

  /// Those for huge pages, the smallest pages first.
  package static func hugePages() -> [HugePages] { Array(all().dropFirst()) }

  private static func all() -> [HugePages] {
    var devices = [UInt64](repeating: 0, count: 16)
    var sizes = devices
    let count = clinux_kernel_devices(&devices, &sizes, Int32(devices.count))
    return zip(devices, sizes).prefix(Int(count)).map { HugePages(size: $1, device: $0) }
  }
}

/// Pages of one size, and the internal file system whose files use them.
package struct HugePages: Hashable, Sendable {
  /// Bytes in a page.
  package let size: UInt64
  /// The file system, as `st_dev`.
  package let device: UInt64

  package init(size: UInt64, device: UInt64) {
    self.size = size
    self.device = device
  }

  /// Whether the host has set memory aside for huge pages, of any size; `nil` if unknown.
  ///
  /// The file is `/proc/meminfo`, `Hugetlb`, before Linux 4.20 `HugePages_Total`.
  package static func arePresent(root: FilePath) -> Bool? {
    guard let text = try? ProcFile.read(root.appending("proc/meminfo")) else { return nil }
    var cursor = ByteParser(text)
    var total: Bool?
    while !cursor.isAtEnd {
      if let word = cursor.word(), let number = cursor.unsigned() {
        if word.elementsEqual("Hugetlb:".utf8) { return number > 0 }
        if word.elementsEqual("HugePages_Total:".utf8) { total = number > 0 }
      }
      cursor.skipLine()
    }
    return total
  }
}
