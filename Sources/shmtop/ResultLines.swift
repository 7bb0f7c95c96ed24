internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import SafeText
internal import SystemPackage

/// Lines on standard output that say what was done, one for each segment.
///
/// If one cannot be written, it goes to standard error, and the command goes on, because what it does matters
/// more. It fails in the end.
struct ResultLines {
  /// The first error.
  private var error: Errno?

  /// Writes a line, or else says the words on standard error; a pipe that its reader closed is not an error.
  mutating func write(_ line: DisplayText, orSay words: DisplayText? = nil) {
    do throws(Errno) {
      _ = try throwingErrno {
        try FileDescriptor.standardOutput.writeAll(line.utf8 + [UInt8(ascii: "\n")])
      }
    } catch .brokenPipe {
    } catch {
      self.error = self.error ?? error
      StandardError.complain(words ?? line)
    }
  }

  /// Reports the first error, and throws if there was one.
  func conclude() throws(ExitCode) {
    guard let error else { return }
    StandardError.complain(standardOutput: error)
    throw .failure
  }
}
