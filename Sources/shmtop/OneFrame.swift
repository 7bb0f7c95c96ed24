internal import ArgumentParser
internal import Canvas
internal import Formatting
internal import Monitor
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop monitor --once`: one frame of the monitor as text.
struct OneFrame {
  let options: Monitor.Options
  let order: SortAndFilter
  let size: Size
  let assumptions: Assumptions

  /// Prints the frame.
  func run() throws(ExitCode) {
    var reader = TableReader(charset: options.charset, assumptions: assumptions)
    var monitor = Monitor(options: options, size: size, sortedBy: order, interval: 1000)
    _ = monitor.start()
    _ = monitor.update(.rows(reader.read(order)))
    try StandardOutput.print { () throws(Errno) in
      for line in monitor.frame.lines { try StandardOutput.write(Array("\(line)\n".utf8)) }
    }
  }
}
