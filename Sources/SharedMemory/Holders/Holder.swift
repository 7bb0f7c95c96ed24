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
  /// The number of its registrations of the segment with an io_uring, which need no descriptor.
  package var registrations: UInt64 = 0
  /// Whether it can write to the segment.
  package var isWritable = false
  /// A path to the segment through the process; `nil` if it is known only by a lock.
  package var link: Link?
  /// The thread that the path goes through, if it is not the first.
  package var thread: ProcessID?
  /// The start time of the process; `nil` if it could not be read.
  package var start: ProcessStart?
  /// More about the process; `nil` if that was not read.
  package var details: ProcessDetails?

  package init(process: ProcessID, user: UserID, command: [UInt8]) {
    self.process = process
    self.user = user
    self.command = command
  }

  /// The way in which a process holds a segment; a mapping counts first.
  package enum How: Sendable {
    case mapping
    case descriptor
    /// A lock on the file; its mappings and descriptors could not be read.
    case lock
    /// A registration with an io_uring.
    case ioUring
  }

  /// How it holds the segment.
  package var how: How {
    if case .mapping = link { return .mapping }
    if attachments > 0 { return .mapping }
    if descriptors > 0 { return .descriptor }
    return registrations > 0 ? .ioUring : .lock
  }

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
