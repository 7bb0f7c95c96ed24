internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// The state of a segment's pages that are not in memory.
///
/// Why: Decisions/21-swap-and-huge-pages.md
enum Residency: Hashable, Sendable {
  /// Memory that the segment does not have.
  case holes
  /// Either that or memory in swap. Only reading tells, and reading a hole makes a page.
  case unclear

  /// Decides by the bytes in swap: of the whole host, of all segments and of the one in question, each
  /// harder to find out than the one before and asked for only where that leaves a doubt; `nil` is
  /// what the kernel does not say.
  static func judge(
    host: UInt64?, segments: () -> UInt64?, segment: () -> UInt64?
  ) -> Residency {
    host == 0 || segments() == 0 || segment() == 0 ? .holes : .unclear
  }

  /// What they are right now in a segment.
  ///
  /// The C functions are `sysinfo` and `shmctl(SHM_INFO)`; the last word has `/proc/sysvipc/shm`.
  static func now(in shmID: ShmID, root: FilePath) -> Residency {
    judge(
      host: HostSwap.used(), segments: { SysVShm.swapped() },
      segment: {
        let table = try? SystemVTable(root: root).read()
        return table?.segments.first { $0.shmID == shmID }?.swapped
      })
  }
}
