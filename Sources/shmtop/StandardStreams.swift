internal import Glibc
internal import Kernel
internal import Formatting
internal import SafeText
internal import SystemPackage

/// The three streams that every program has.
enum StandardStreams {
  /// Takes the place of those that are closed.
  ///
  /// The next file to be opened would have it else, and what is written for people would go there.
  static func occupy() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
      // The lowest number that is free; writing to it fails, as it would have without.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}

/// Where results go.
enum StandardOutput {
  /// Writes all bytes, or ends the program with status 0 if the reader closed the pipe.
  static func write(_ bytes: [UInt8]) throws(Errno) {
    do throws(Errno) {
      _ = try throwingErrno { try FileDescriptor.standardOutput.writeAll(bytes) }
    } catch .brokenPipe {
      exit(EXIT_SUCCESS)
    } catch {
      throw error
    }
  }

  /// Writes all bytes at an address, as above.
  static func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    do throws(Errno) {
      _ = try throwingErrno { try FileDescriptor.standardOutput.writeAll(bytes) }
    } catch .brokenPipe {
      exit(EXIT_SUCCESS)
    } catch {
      throw error
    }
  }

  /// Writes a line; errors do not stop the program.
  static func report(line: DisplayText) {
    _ = try? FileDescriptor.standardOutput.writeAll(line.utf8 + [UInt8(ascii: "\n")])
  }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) != 0 }
}

/// Where complaints go.
enum StandardError {
  /// Writes a line; errors cannot be reported and are ignored.
  static func write(line: DisplayText) {
    _ = try? FileDescriptor.standardError.writeAll(line.utf8 + [UInt8(ascii: "\n")])
  }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) != 0 }

  /// Writes over the line that the cursor is in, and leaves the cursor in it; no text clears it.
  static func overwrite(_ text: DisplayText, covering columns: Int) {
    var text = text
    text.pad(to: columns)
    let line = [UInt8(ascii: "\r")] + text.utf8 + [UInt8(ascii: "\r")]
    _ = try? FileDescriptor.standardError.writeAll(line)
  }

  /// Writes a complaint of this program.
  static func complain(_ text: DisplayText) {
    write(line: "shmtop: \(text)")
  }

  /// Complains that results could not be written.
  static func complain(standardOutput error: Errno) {
    complain("standard output: \(error, .current)")
  }
}
