package import Kernel
package import SystemPackage

/// A process that maps a segment or has it open.
package struct Holder: Hashable, Sendable {
  package let process: ProcessID
  /// Who runs it; root for a process that hides its memory from its own user.
  package let user: UserID
  /// The name of its program, at most 15 bytes that it chose itself.
  package let command: [UInt8]
  /// How often it maps the segment: as the kernel counts `nattch` for System V, else without the
  /// pieces that `mprotect` cuts a mapping into.
  package var attachments: UInt64 = 0
  /// How many descriptors it has on it.
  package var descriptors: UInt64 = 0
  /// Whether it can write to it.
  package var isWritable = false
  /// Where in the process the segment can be reached; `nil` if only a lock tells of it.
  package var place: Place?
  /// The thread in which that is, where it is not the first.
  package var thread: ProcessID?
  /// When it started; `nil` if that could not be read.
  package var start: ProcessStart?

  package init(process: ProcessID, user: UserID, command: [UInt8]) {
    self.process = process
    self.user = user
    self.command = command
  }

  /// A path to a segment through a process that holds it.
  package enum Place: Hashable, Sendable {
    /// A descriptor: `/proc/PID/fd/N`.
    case descriptor(Int32)
    /// A mapping by its addresses: `/proc/PID/map_files/START-END`.
    case mapping(Range<UInt64>)
  }
}

/// An object that processes can hold and that can be a segment.
package enum HeldObject: Hashable, Sendable {
  /// A System V segment of this IPC namespace.
  case systemV(ShmID)
  /// A file of the file system at `/dev/shm`, whatever its names.
  case file(inode: UInt64)
  /// What `memfd_create` made.
  case memfd(device: UInt64, inode: UInt64)
}
