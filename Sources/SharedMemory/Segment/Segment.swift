package import Kernel
package import SystemPackage

/// One piece of shared memory, of any kind, as the kernel described it at one moment.
package struct Segment: Hashable, Sendable {
  /// What kind of shared memory a segment is.
  package enum Kind: String, CaseIterable, Sendable {
    /// System V: made by `shmget`, found by key or number.
    case systemV = "sysv"
    /// POSIX: made by `shm_open`, a file in `/dev/shm`.
    case posix
    /// A POSIX named semaphore: made by `sem_open`, a file `/dev/shm/sem.NAME`.
    case semaphore
    /// Made by `memfd_create`: a file that never has a name, only descriptors and mappings.
    case memfd
  }

  /// What the segment is, and what must still be so when it is removed.
  package let identity: Identity
  package let kind: Kind
  /// The size that its creator asked for, in bytes: `shm_segsz` or `st_size`.
  ///
  /// Of a file without a name that only mappings of others lead to, the end of what is mapped.
  package let size: UInt64
  /// Bytes it costs in RAM and swap together; `nil` if the kernel does not say.
  package let allocated: UInt64?
  /// Bytes of it in RAM; `nil` if the kernel does not say.
  package let resident: UInt64?
  /// Bytes of it in swap; `nil` if the kernel does not say.
  package let swapped: UInt64?
  /// Permissions, with the System V bits `SHM_DEST` and `SHM_LOCKED` or the type of the file; `nil`
  /// for a file without a name that may not be asked about.
  package let mode: FileMode?
  /// Who owns it; `nil` as for ``mode``.
  package let owner: Ownership?
  /// Who made it; `nil` for POSIX, which does not record that.
  package let creator: Ownership?
  /// The process that made it; `nil` if that is not recorded.
  ///
  /// System V `shm_cpid`.
  package let creatorProcess: ProcessID?
  /// The process that last attached or detached; `nil` if none did.
  ///
  /// System V `shm_lpid`.
  package let lastProcess: ProcessID?
  /// How many attachments it has; `nil` if unknown.
  ///
  /// System V `shm_nattch`; of a file, its mappings in the processes that could be read.
  package internal(set) var attachments: UInt64?
  /// The processes that map it or have it open, as far as processes could be read; `nil` without a
  /// scan of processes.
  package internal(set) var holders: [Holder]?
  /// Processes of another IPC namespace that map a System V segment of the same number, key and
  /// size, while some of its attachments have no holder that was found.
  package internal(set) var possibleHolders: [Holder] = []
  /// The key that a removed System V segment was made with, as its mappings still tell it.
  package internal(set) var originalKey: IPCKey?
  /// The program of ``creatorProcess``, where that still runs.
  package internal(set) var creatorCommand: [UInt8]?
  /// Whether removing it is safe, and why; `nil` without a scan of processes.
  package internal(set) var verdict: Verdict?
  package let times: Times
  /// Whether its file can have other names; hard links in `/dev/shm` are rows of their own.
  package internal(set) var hasOtherNames = true

  /// The moments that the kernel keeps of a segment; each `nil` if it keeps none or was never.
  package struct Times: Hashable, Sendable {
    /// When it was made, `stx_btime`.
    ///
    /// System V does not keep it.
    package var create: Timestamp?
    /// When it was last attached (System V `shm_atime`).
    package var attach: Timestamp?
    /// When it was last detached (System V `shm_dtime`).
    package var detach: Timestamp?
    /// When it was made or its owner or mode changed: System V `shm_ctime`, POSIX `st_ctime`.
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
