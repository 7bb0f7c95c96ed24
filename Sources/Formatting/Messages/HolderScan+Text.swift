package import Kernel
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Makes a text of ``append(summaryOf:now:)``.
  package init(summaryOf scan: HolderScan, now: Timestamp) {
    self.init()
    append(summaryOf: scan, now: now)
  }

  /// Appends how many processes were scanned, how long ago, and how many could not be read.
  package mutating func append(summaryOf scan: HolderScan, now: Timestamp) {
    append(scan.processes == 1 ? "1 process" : "\(scan.processes) processes")
    if scan.isComplete {
      append(", all read")
    } else if scan.unreadable.isEmpty {
      append(", others may be hidden")
    } else {
      append(", \(scan.unreadable.count) unreadable")
    }
    if now.seconds.subtractingSaturated(scan.timestamp.seconds) > 0 {
      append(", \(age: scan.timestamp, now: now) ago")
    }
  }
}
