package import Kernel
package import SystemPackage

/// A shared-memory segment of any kind, with its properties at one moment.
///
/// Why: Decisions/104-packed-segments.md
package struct Segment: Hashable, Sendable {
  /// The kinds of shared memory.
  package enum Kind: String, CaseIterable, Sendable {
    /// System V: created by `shmget`, found by key or ID.
    case systemV = "sysv"
    /// POSIX: created by `shm_open`, a file in `/dev/shm`.
    case posix
    /// A POSIX named semaphore: created by `sem_open`, a file `/dev/shm/sem.NAME`.
    case semaphore
    /// Created by `memfd_create`: a file that never has a name, only descriptors and mappings.
    case memfd

    /// Whether a segment of this kind never has a name: only its holders lead to it.
    package var isUnnamed: Bool { self == .memfd }
  }

  // In an order that leaves no gaps between small values: there can be a million segments.

  /// The segment's identity, which must still match when it is removed.
  package let identity: Identity
  package let kind: Kind
  /// Whether anything holds its file, in any process; `nil` if the kernel was not asked or does not
  /// tell.
  ///
  /// It is asked only about files with a name and without a known holder.
  package internal(set) var isHeldAnywhere: Bool?
  /// The size that its creator asked for, in bytes: `shm_segsz` or `st_size`.
  ///
  /// For an unlinked file that this user may not stat, it is the end of the mapped part.
  package let size: UInt64
  /// Its bytes in RAM and swap together; `nil` if the kernel does not say.
  @Packed package internal(set) var allocated: UInt64?
  /// Its bytes in RAM; `nil` if the kernel does not say.
  @Packed package internal(set) var resident: UInt64?
  /// Its bytes in swap; `nil` if the kernel does not say.
  @Packed package internal(set) var swapped: UInt64?
  /// The number of its attachments; `nil` if unknown.
  ///
  /// System V `shm_nattch`; for a file, its mappings in the processes that could be read.
  @Packed package internal(set) var attachments: UInt64?
  /// The processes that map it or have it open, among those that could be read.
  ///
  /// `nil` without a scan of processes, or if it was created after the scan.
  package internal(set) var holders: [Holder]?
  /// What few segments have.
  var rare: RareFacts.Box?
  /// Whether removal is safe, and why; `nil` without a scan of processes.
  package internal(set) var verdict: Verdict?
  package let times: Times
  /// Whether it is a System V segment whose owner also owns files of PostgreSQL servers.
  package internal(set) var isOwnedByPostgreSQLUser = false
  /// Its permissions, with `SHM_DEST` and `SHM_LOCKED` for System V, and with the type of a file.
  ///
  /// `nil` for an unlinked file that this user may not stat.
  @Packed package private(set) var mode: FileMode?
  /// Its owner; `nil` in the same case as ``mode``.
  @Packed package private(set) var owner: Ownership?
  /// Its creator; `nil` for files, whose creator is not recorded.
  @Packed package private(set) var creator: Ownership?
  /// The process that created it; `nil` if that is not recorded.
  ///
  /// System V `shm_cpid`.
  @Packed package private(set) var creatorProcess: ProcessID?
  /// The process that last attached or detached; `nil` if none did.
  ///
  /// System V `shm_lpid`.
  @Packed package private(set) var lastProcess: ProcessID?
  /// The number of names of its file (`st_nlink`); `nil` if unknown.
  ///
  /// Each hard link in `/dev/shm` is a segment of its own.
  @Packed package internal(set) var names: UInt32?

  package init(
    identity: Identity, kind: Kind, size: UInt64, allocated: UInt64?, resident: UInt64?,
    swapped: UInt64?, mode: FileMode?, owner: Ownership?, creator: Ownership? = nil,
    creatorProcess: ProcessID? = nil, lastProcess: ProcessID? = nil, attachments: UInt64? = nil,
    times: Times
  ) {
    self.identity = identity
    self.kind = kind
    self.size = size
    self.allocated = allocated
    self.resident = resident
    self.swapped = swapped
    self.mode = mode
    self.owner = owner
    self.creator = creator
    self.creatorProcess = creatorProcess
    self.lastProcess = lastProcess
    self.attachments = attachments
    self.times = times
  }
}
