internal import ArgumentParser
internal import Glibc
internal import Kernel
internal import Formatting
internal import SafeText
internal import SystemPackage

/// Standard input, output and error.
enum StandardStreams {
  /// Opens `/dev/null` in place of those that are closed.
  ///
  /// Otherwise the next opened file would get the number of a stream, and messages would be written
  /// to it.
  static func openClosed() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
      // It gets the lowest free number; writing to it fails, as it would have before.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}

/// Standard output, for results.
enum StandardOutput {
  /// Prints results: calls a function that writes them, and reports why it fails.
  ///
  /// If the reader has closed the pipe, the rest is not printed. That is no failure, and the command goes on:
  /// its exit status says the same as it would have.
  static func print(_ write: () throws(Errno) -> Void) throws(ExitCode) {
    do throws(Errno) { try write() } catch .brokenPipe {
    } catch {
      StandardError.complain(standardOutput: error)
      throw .failure
    }
  }

  /// Reports at once if nothing can be written: some commands print nothing for a long time.
  ///
  /// The C function is `write` with no bytes.
  static func check() throws(ExitCode) {
    try print { () throws(Errno) in
      try syscall { Glibc.write(STDOUT_FILENO, nil, 0) }
    }
  }

  /// Writes all bytes.
  static func write(_ bytes: [UInt8]) throws(Errno) {
    _ = try throwingErrno { try FileDescriptor.standardOutput.writeAll(bytes) }
  }

  /// Writes all bytes at an address, or ends the program with status 0 if the reader has closed the pipe: there
  /// can be very many more.
  static func stream(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    do throws(Errno) {
      _ = try throwingErrno { try FileDescriptor.standardOutput.writeAll(bytes) }
    } catch .brokenPipe {
      exit(EXIT_SUCCESS)
    } catch {
      throw error
    }
  }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) != 0 }
}

/// Standard error, for messages.
enum StandardError {
  /// Writes a line; errors cannot be reported and are ignored.
  static func write(line: DisplayText) {
    _ = try? FileDescriptor.standardError.writeAll(line.utf8 + [UInt8(ascii: "\n")])
  }

  /// Writes some lines, like ``write(line:)``.
  static func write(_ lines: [UInt8]) { _ = try? FileDescriptor.standardError.writeAll(lines) }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) != 0 }

  /// Overwrites the current line, and leaves the cursor in it; an empty text clears it.
  static func overwrite(_ text: DisplayText, covering columns: Int) {
    var text = text
    text.pad(to: columns)
    let line = [UInt8(ascii: "\r")] + text.utf8 + [UInt8(ascii: "\r")]
    _ = try? FileDescriptor.standardError.writeAll(line)
  }

  /// Writes an error message of this program.
  static func complain(_ text: DisplayText) {
    write(line: "shmtop: \(text)")
  }

  /// Reports wrong usage that is found only when the command runs, and returns the exit status.
  ///
  /// The usage text would not help, so it is not printed.
  static func wrongUsage(_ text: DisplayText) -> ExitCode {
    complain(text)
    return .validationFailure
  }

  /// Reports that results could not be written.
  static func complain(standardOutput error: Errno) {
    complain("standard output: \(error, .current)")
  }
}
