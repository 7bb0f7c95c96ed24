private import Glibc
internal import Synchronization

/// A pipe between a child and the test; no other child inherits it.
package final class Pipe {
  package private(set) var reader: Int32
  package private(set) var writer: Int32

  /// A pipe that is read without waiting, unless its reader is to be the input of a child.
  package init(forInput isInput: Bool = false) throws {
    var ends: [Int32] = [-1, -1]
    // Between the two calls no child may start, or it would keep the pipe open.
    let result = Spawn.gate.withLock { _ in
      let result = pipe(&ends)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return result
    }
    guard result == 0 else { throw Failure(call: "pipe") }
    (reader, writer) = (ends[0], ends[1])
    if !isInput { _ = fcntl(reader, F_SETFL, O_NONBLOCK) }
  }

  package func closeReader() {
    if reader >= 0 { Glibc.close(reader) }
    reader = -1
  }

  package func closeWriter() {
    if writer >= 0 { Glibc.close(writer) }
    writer = -1
  }

  package func close() {
    closeReader()
    closeWriter()
  }

  /// Takes what waits to be read; closes the reader's end once there will be no more.
  package func takeAll() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while reader >= 0 {
      let count = read(reader, &buffer, buffer.count)
      if count > 0 { bytes += buffer.prefix(count) }
      if count == 0 { closeReader() }
      if count < 0 { break }
    }
    return bytes
  }

  /// Waits until there is something to read in one of the pipes, or a moment.
  package static func wait(for pipes: [Pipe]) {
    var files = pipes.filter { $0.reader >= 0 }.map {
      pollfd(fd: $0.reader, events: Int16(POLLIN), revents: 0)
    }
    _ = poll(&files, nfds_t(files.count), 20)
  }
}
