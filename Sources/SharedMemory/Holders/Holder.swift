package import Kernel
package import SystemPackage

/// A process that maps a segment or has it open.
package struct Holder: Hashable, Sendable {
  package let process: ProcessID
  /// Its user; root for a process that hides its memory from its own user.
  package let user: UserID
  /// The name of its program, at most 15 bytes; the process can set any name.
  package let command: [UInt8]
  /// The number of its mappings of the segment.
  ///
  /// For System V they are counted as in the kernel's `nattch`. For other kinds, a mapping that
  /// `mprotect` split counts once.
  package var attachments: UInt64 = 0
  /// The number of its descriptors for the segment.
  package var descriptors: UInt64 = 0
  /// Whether it can write to the segment.
  package var isWritable = false
  /// A path to the segment through the process; `nil` if it is known only by a lock.
  package var link: Link?
  /// The thread that the path goes through, if it is not the first.
  package var thread: ProcessID?
  /// The start time of the process; `nil` if it could not be read.
  package var start: ProcessStart?

  package init(process: ProcessID, user: UserID, command: [UInt8]) {
    self.process = process
    self.user = user
    self.command = command
  }

  /// Whether only a lock shows that it holds the segment, so that its descriptors were not counted.
  package var isKnownByLock: Bool { link == nil && descriptors > 0 }

  /// A path to a segment through a process that holds it.
  package enum Link: Hashable, Sendable {
    /// A descriptor: `/proc/PID/fd/N`.
    case descriptor(Int32)
    /// A mapping by its addresses: `/proc/PID/map_files/START-END`.
    case mapping(Range<UInt64>)
  }
}

/// An object that processes can hold and that may be a segment.
package enum HeldObject: Hashable, Sendable {
  /// A System V segment of this IPC namespace.
  case systemV(ShmID)
  /// A file on the file system at `/dev/shm`, whatever its names.
  case file(inode: UInt64)
  /// A file from `memfd_create`.
  case memfd(device: UInt64, inode: UInt64)
}
