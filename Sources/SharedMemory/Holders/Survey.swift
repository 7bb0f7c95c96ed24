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
  /// The kernel's own tmpfs, in which System V segments are files with their number for an inode,
  /// as `st_dev`; `nil` where that is not known.
  package internal(set) var systemVDevice: UInt64?

  package init(taken: Timestamp) { self.taken = taken }

  /// Whether every process was read.
  package var isComplete: Bool { unreadable.isEmpty && !canMissHolders }
}
