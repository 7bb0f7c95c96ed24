/// Who holds what, as one look at all processes found it.
package struct Survey: Sendable {
  /// When the look began.
  package let taken: Timestamp
  /// How many processes were looked at, kernel threads and the ended left out.
  package internal(set) var processes = 0
  /// Those of them whose mappings or descriptors could not be read.
  package internal(set) var unreadable: Set<ProcessID> = []
  /// Whether holders can be missing without an error: `/proc` hides processes, they live outside of
  /// this PID namespace, or it is not known on which device segments are.
  package internal(set) var canMissHolders = false
  package internal(set) var holders: [HeldObject: [Holder]] = [:]
  /// What processes of other IPC namespaces keep of System V segments that can be of this one.
  package internal(set) var foreign: [ForeignAttachment] = []
  /// Files without a name, and memfds, which never had one.
  package internal(set) var unnamed: [UnnamedFile] = []
  /// The kernel's own tmpfs, in which System V segments are files with their number for an inode,
  /// as `st_dev`; `nil` where that is not known.
  package internal(set) var systemVDevice: UInt64?
  /// When each process that was looked at started, in clock ticks since the host did.
  package internal(set) var starts: [ProcessID: UInt64] = [:]

  package init(taken: Timestamp) { self.taken = taken }

  /// Whether every process was read.
  package var isComplete: Bool { unreadable.isEmpty && !canMissHolders }
}

/// A System V mapping of a process in another IPC namespace.
package struct ForeignAttachment: Hashable, Sendable {
  package let holder: Holder
  package let shmID: ShmID
  package let key: IPCKey
  /// Bytes of the mapping.
  package let size: UInt64
}

/// A file that no name leads to, but a process.
package struct UnnamedFile: Hashable, Sendable {
  package let object: HeldObject
  /// The file system, as `st_dev`.
  package let device: UInt64
  /// The name that it had, or that `memfd_create` was given.
  package let name: [UInt8]
  package let size: UInt64
  package let allocated: UInt64
  package let mode: FileMode
  package let owner: Ownership
  package let times: Segment.Times
}
