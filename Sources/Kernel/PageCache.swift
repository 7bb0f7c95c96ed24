private import CLinux
private import Glibc
package import SystemPackage

/// How much of a file in RAM is there, and how much of it is in swap.
package struct PageCache: Hashable, Sendable {
  /// Bytes in RAM, in whole pages.
  package let resident: UInt64
  /// Bytes in swap, in whole pages.
  package let swapped: UInt64

  package init(resident: UInt64, swapped: UInt64) {
    self.resident = resident
    self.swapped = swapped
  }

  /// Counts the pages of a file, or of a part of it; nothing is read, and nothing is brought back from
  /// swap.
  ///
  /// The rest are holes. It takes 30 ns for each page. The file must be open for reading. Throws
  /// `ENOSYS` before Linux 6.5, `EPERM` to a user who does not own the file and may not write it, and
  /// `EOPNOTSUPP` for huge pages. The C function is `cachestat`.
  package init(of file: FileDescriptor, in range: Range<UInt64>? = nil) throws(Errno) {
    var raw = clinux_cache()
    let (offset, length) = range.map { ($0.lowerBound, $0.upperBound - $0.lowerBound) } ?? (0, 0)
    try syscall { clinux_page_cache(file.rawValue, offset, length, &raw) }
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    resident = raw.resident.multipliedSaturated(by: page)
    swapped = raw.swapped.multipliedSaturated(by: page)
  }
}
