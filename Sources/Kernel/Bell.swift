internal import Glibc
package import SystemPackage

/// A wake-up pipe: any thread can end the sleep of one thread.
///
/// A ring before the sleep ends it at once.
package final class Bell: Sendable {
  private let readEnd: FileDescriptor
  private let writeEnd: FileDescriptor

  /// Creates a bell.
  ///
  /// The C function is `pipe`.
  package init() throws(Errno) {
    (readEnd, writeEnd) = try throwingErrno { try FileDescriptor.pipe() }
    // A full pipe already ends a sleep, so a ring never waits for room.
    for end in [readEnd, writeEnd] {
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end.rawValue, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    try? readEnd.close()
    try? writeEnd.close()
  }

  package func ring() { _ = try? writeEnd.writeAll([0]) }

  /// Sleeps until a ring, or until a deadline on the monotonic clock.
  ///
  /// The C function is `poll`.
  package func wait(until deadline: ContinuousClock.Instant?) {
    var file = pollfd(fd: readEnd.rawValue, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, deadline.map { Self.milliseconds(until: $0) } ?? -1) > 0 else { return }
    var rings = [UInt8](repeating: 0, count: 64)
    rings.withUnsafeMutableBytes { rings in
      while let count = try? readEnd.read(into: rings), count == rings.count {}
    }
  }

  /// The milliseconds left until an instant, rounded up; 0 after it.
  package static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let left = deadline - .now
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}
