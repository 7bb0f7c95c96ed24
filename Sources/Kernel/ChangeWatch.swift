private import Glibc
package import SystemPackage

/// A watch of the names in a directory, or of the use of one file.
///
/// It keeps no file open. See inotify(7).
package final class ChangeWatch {
  /// It can be read when something has happened.
  package let file: FileDescriptor
  /// Whether the memory of the watched file was freed before the latest ``clear()``.
  package private(set) var isDeleted = false

  /// The uses of a file that end the wait; changes of its names always do.
  package struct Uses: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A process opens it.
    package static let opening = Uses(rawValue: 1)
    /// Its last descriptor and mapping from one opening are gone.
    package static let closing = Uses(rawValue: 2)
  }

  /// Watches for names that appear in a directory and disappear from it, but not in directories below.
  package convenience init(namesIn directory: FilePath) throws(Errno) {
    try self.init(
      directory, UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR))
  }

  /// Watches a file, which may be closed afterwards; requires permission to read it.
  ///
  /// `file` may be open with `O_PATH`.
  package convenience init(of file: FileDescriptor, _ uses: Uses) throws(Errno) {
    let events =
      IN_ATTRIB | IN_DELETE_SELF | (uses.contains(.opening) ? IN_OPEN : 0)
      | (uses.contains(.closing) ? IN_CLOSE_WRITE | IN_CLOSE_NOWRITE : 0)
    try self.init(FilePath("/proc/self/fd/\(file.rawValue)"), UInt32(events))
  }

  /// The C functions are `inotify_init1` and `inotify_add_watch`.
  private init(_ path: FilePath, _ events: UInt32) throws(Errno) {
    file = FileDescriptor(
      rawValue: try syscall { inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) })
    do throws(Errno) {
      _ = try throwingErrno {
        try path.withPlatformString { path in
          try syscall { inotify_add_watch(file.rawValue, path, events) }
        }
      }
    } catch {
      try? file.close()
      throw error
    }
  }

  deinit { try? file.close() }

  /// Forgets what has happened so far.
  package func clear() {
    var events = [UInt8](repeating: 0, count: 1 << 12)
    events.withUnsafeMutableBytes { events in
      while let count = try? file.read(into: events), count > 0 {
        note(UnsafeRawBufferPointer(rebasing: events[..<count]))
      }
    }
  }

  private func note(_ events: UnsafeRawBufferPointer) {
    var start = 0
    while start + Self.headerSize <= events.count {
      let event = events.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
      if event.mask & UInt32(IN_DELETE_SELF) != 0 { isDeleted = true }
      start += Self.headerSize + Int(event.len)
    }
  }

  /// The name of a directory entry, if there is one, follows the header.
  private static let headerSize = MemoryLayout<inotify_event>.size
}
