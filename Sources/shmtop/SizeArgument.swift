internal import ArgumentParser
internal import Canvas
internal import Glibc

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
