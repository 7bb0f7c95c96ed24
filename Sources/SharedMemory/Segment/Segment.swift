package import Kernel
package import SystemPackage

/// A shared-memory segment of any kind, as the kernel described it at one moment.
package struct Segment: Hashable, Sendable {
  /// What kind of shared memory a segment is.
  package enum Kind: String, CaseIterable, Sendable {
    /// System V: created by `shmget`, found by key or ID.
    case systemV = "sysv"
    /// POSIX: created by `shm_open`, a file in `/dev/shm`.
    case posix
    /// A POSIX named semaphore: created by `sem_open`, a file `/dev/shm/sem.NAME`.
    case semaphore
    /// Created by `memfd_create`: a file that never has a name, only descriptors and mappings.
    case memfd
  }

  /// The segment's identity, which must still match when it is removed.
  package let identity: Identity
  package let kind: Kind
  /// The size that its creator asked for, in bytes: `shm_segsz` or `st_size`.
  ///
  /// For a file without a name that is reached only through mappings, it is the end of the mapped
  /// part.
  package let size: UInt64
  /// Bytes of it in RAM and swap together; `nil` if the kernel does not say.
  package let allocated: UInt64?
  /// Bytes of it in RAM; `nil` if the kernel does not say.
  package let resident: UInt64?
  /// Bytes of it in swap; `nil` if the kernel does not say.
  package let swapped: UInt64?
  /// Permissions, with the System V bits `SHM_DEST` and `SHM_LOCKED` or the type of the file; `nil`
  /// for a file without a name that this user may not stat.
  package let mode: FileMode?
  /// Its owner; `nil` in the same case as ``mode``.
  package let owner: Ownership?
  /// Its creator; `nil` for POSIX, which does not record that.
  package let creator: Ownership?
  /// The process that created it; `nil` if that is not recorded.
  ///
  /// System V `shm_cpid`.
  package let creatorProcess: ProcessID?
  /// The process that last attached or detached; `nil` if none did.
  ///
  /// System V `shm_lpid`.
  package let lastProcess: ProcessID?
  /// The number of its attachments; `nil` if unknown.
  ///
  /// System V `shm_nattch`; for a file, its mappings in the processes that could be read.
  package internal(set) var attachments: UInt64?
  /// The processes that map it or have it open, as far as processes could be read; `nil` without a
  /// scan of processes.
  package internal(set) var holders: [Holder]?
  /// Processes of another IPC namespace that may hold some of its attachments.
  ///
  /// They map a System V segment with the same ID, key and size, and not all holders were found.
  package internal(set) var possibleHolders: [Holder] = []
  /// The key that a removed System V segment was created with, taken from its mappings.
  package internal(set) var originalKey: IPCKey?
  /// The program of ``creatorProcess``, if that still runs.
  package internal(set) var creatorCommand: [UInt8]?
  /// Whether removing it is safe, and why; `nil` without a scan of processes.
  package internal(set) var verdict: Verdict?
  package let times: Times
  /// Whether its file can have other names; each hard link in `/dev/shm` is a separate row.
  package internal(set) var hasOtherNames = true

  /// The time stamps of a segment; each is `nil` if the kernel does not keep it or it was never
  /// set.
  package struct Times: Hashable, Sendable {
    /// When it was created, `stx_btime`.
    ///
    /// System V does not keep it.
    package var create: Timestamp?
    /// When it was last attached (System V `shm_atime`).
    package var attach: Timestamp?
    /// When it was last detached (System V `shm_dtime`).
    package var detach: Timestamp?
    /// When it was created or its owner or mode changed: System V `shm_ctime`, POSIX `st_ctime`.
    package var change: Timestamp?
    /// When it was last written or resized through a descriptor (`st_mtime`).
    package var modify: Timestamp?

    package init(
      create: Timestamp? = nil, attach: Timestamp? = nil, detach: Timestamp? = nil,
      change: Timestamp? = nil, modify: Timestamp? = nil
    ) {
      self.create = create
      self.attach = attach
      self.detach = detach
      self.change = change
      self.modify = modify
    }
  }

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
