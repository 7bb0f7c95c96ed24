internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// The state of those pages of a System V segment that are not in memory.
///
/// Why: Decisions/21-swap-and-huge-pages.md
enum Residency: Hashable, Sendable {
  /// They are holes.
  case holes
  /// They are holes or in swap.
  ///
  /// Only reading tells which, and reading a hole allocates a page.
  case unclear

  /// Decides by the bytes in swap: of the host, of all System V segments, and of this segment.
  ///
  /// Each number is more expensive to read than the one before, and is read only if needed. `nil` is
  /// a number that the kernel does not give.
  static func judge(
    host: UInt64?, segments: () -> UInt64?, segment: () -> UInt64?
  ) -> Residency {
    host == 0 || segments() == 0 || segment() == 0 ? .holes : .unclear
  }

  /// The current state of a segment's pages.
  ///
  /// The sources are `sysinfo`, `shmctl(SHM_INFO)` and, if those leave a doubt,
  /// `/proc/sysvipc/shm`.
  static func now(in shmID: ShmID, root: FilePath) -> Residency {
    judge(
      host: HostSwap.used(), segments: { SysVShm.swapped() },
      segment: {
        let table = try? SystemVTable(root: root).read()
        return table?.segments.first { $0.shmID == shmID }?.swapped
      })
  }
}
