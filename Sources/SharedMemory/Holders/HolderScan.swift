package import Kernel
package import SystemPackage

/// Who holds what, as one look at all processes found it.
package struct HolderScan: Sendable {
  /// When the look began.
  package let timestamp: Timestamp
  /// How many processes were looked at, kernel threads and the ended left out.
  package internal(set) var processes = 0
  /// Those of them whose mappings or descriptors could not be read, and whose they are; `nil` where
  /// not even that is known.
  package internal(set) var unreadable: [ProcessID: UserID?] = [:]
  /// What hides holders without an error.
  package internal(set) var visibilityGaps: Set<VisibilityGap> = []
  /// Whether this program has the rights of root, so that more would not help.
  package internal(set) var isRoot = false
  package internal(set) var holders: [HeldObject: [Holder]] = [:]
  /// Every process that runs, this one and kernel threads left out.
  package internal(set) var living: [ProcessID: RunningProcess] = [:]
  /// The keys that System V segments were made with, as mappings tell them.
  package internal(set) var keys: [ShmID: IPCKey] = [:]
  /// Processes of other IPC namespaces that map System V segments.
  package internal(set) var foreign: [ShmID: [ForeignHolder]] = [:]
  /// Files without a name in a listing, by what mappings and descriptors tell.
  package internal(set) var traces: [HeldObject: Trace] = [:]
  /// Files on which somebody has a lock who could not be seen to hold them.
  package internal(set) var lockedByUnseen: Set<HeldObject> = []
  /// The kernel's own tmpfs, in which System V segments are files with their number for an inode,
  /// as `st_dev`; `nil` where that is not known.
  package internal(set) var systemVDevice: UInt64?
  /// The file system at `/dev/shm`, as `st_dev`; `nil` where there is none.
  package internal(set) var filesDevice: UInt64?

  /// Whether every System V segment goes with its last attachment, removed or not.
  package internal(set) var detachingDestroys = false

  /// Where that is mounted, as the kernel writes paths in it.
  var filesPath = Array("/dev/shm".utf8)
  /// The files there that had names shortly before the look, by inode; `nil` where that is not known.
  var listed: Set<UInt64>?
  /// The numbers that processes of other PID namespaces have for themselves.
  var innerNumbers: Set<ProcessID> = []

  package init(timestamp: Timestamp) { self.timestamp = timestamp }

  /// Whether every process was read.
  package var isComplete: Bool { unreadable.isEmpty && visibilityGaps.isEmpty }

  /// A reason why holders can be missing without any error.
  ///
  /// Why: Decisions/15-visibility-gaps.md
  package enum VisibilityGap: Hashable, Sendable, CaseIterable {
    /// `/proc` is mounted with `hidepid` or `subset=pid`.
    case hiddenProcesses
    /// This program lives in a PID namespace of its own, and `/dev/shm` can be shared with others.
    case otherNamespaces
    /// `/proc` is of another PID namespace than this program: its numbers mean other processes.
    case foreignNumbers
    /// Processes came faster than they could be looked at.
    case processChurn
    /// The device of `/dev/shm` or of the kernel's own tmpfs is not known.
    case unknownDevice
  }

  /// A process that runs.
  package struct RunningProcess: Hashable, Sendable {
    /// When it started; `nil` where that could not be read.
    package let start: Timestamp?
    /// The name of its program; empty where that could not be read.
    package let command: [UInt8]
  }

  /// A process of another IPC namespace that maps a System V segment of that one.
  package struct ForeignHolder: Hashable, Sendable {
    package let holder: Holder
    package let key: IPCKey
    /// The end of what it maps of the segment, in bytes.
    package let mapped: UInt64
  }

  /// What a process's mappings and descriptors tell of a file that is in no listing.
  package struct Trace: Hashable, Sendable {
    /// Its path as the kernel writes it, with `(deleted)` behind it where its name is gone.
    package internal(set) var path: [UInt8]
    /// The end of what is mapped of it, in bytes.
    package internal(set) var mapped: UInt64 = 0
  }
}
