internal import ArgumentParser
internal import Canvas
internal import Formatting
internal import Glibc
internal import Monitor
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop monitor --once`: one frame of the monitor as text.
struct OneFrame {
  let settings: Monitor.Settings
  let order: SortAndFilter
  let size: Size
  let assumptions: Assumptions

  /// Prints the frame.
  func run() throws(ExitCode) {
    var reader = TableReader(charset: settings.charset, assumptions: assumptions)
    var monitor = Monitor(settings: settings, size: size, sortedBy: order, interval: 1000)
    _ = monitor.start()
    _ = monitor.update(.rows(reader.read(order)))
    do throws(Errno) {
      for line in monitor.frame.lines { try StandardOutput.write(Array("\(line)\n".utf8)) }
    } catch {
      StandardError.complain(standardOutput: error)
      throw .failure
    }
  }
}

/// The size of a frame as an argument: `120x40`.
struct SizeArgument: ExpressibleByArgument {
  let size: Size

  init(_ size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...Self.most).contains(columns), (1...Self.most).contains(rows)
    else { return nil }
    size = Size(columns: columns, rows: rows)
  }

  /// The most columns or rows.
  private static let most = 1000

  /// The size of the terminal on standard output; 80x24 if there is none.
  ///
  /// The C function is `ioctl` with `TIOCGWINSZ`.
  static var ofTerminal: SizeArgument {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
      window.ws_row > 0
    else { return SizeArgument(Size(columns: 80, rows: 24)) }
    return SizeArgument(Size(columns: Int(window.ws_col), rows: Int(window.ws_row)))
  }
}
