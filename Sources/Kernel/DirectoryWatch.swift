private import Glibc
package import SystemPackage

/// A watch for names that appear in a directory and disappear from it.
///
/// See inotify(7). It does not see what happens in directories below.
package final class DirectoryWatch {
  /// It can be read when names have changed.
  package let file: FileDescriptor

  /// Starts to watch.
  ///
  /// The C functions are `inotify_init1` and `inotify_add_watch`.
  package init(_ directory: FilePath) throws(Errno) {
    file = FileDescriptor(
      rawValue: try syscall { inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) })
    let names = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR)
    do throws(Errno) {
      _ = try throwingErrno {
        try directory.withPlatformString { path in
          try syscall { inotify_add_watch(file.rawValue, path, names) }
        }
      }
    } catch {
      try? file.close()
      throw error
    }
  }

  deinit { try? file.close() }

  /// Forgets the changes so far.
  package func clear() {
    var events = [UInt8](repeating: 0, count: 1 << 12)
    events.withUnsafeMutableBytes { events in
      while let count = try? file.read(into: events), count > 0 {}
    }
  }
}
