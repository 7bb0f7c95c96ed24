package import Kernel
package import SafeText
package import SharedMemory

extension DisplayText {
  /// The summary of a scan: `412 processes, 3 unreadable, 2s ago`.
  package init(summaryOf scan: HolderScan, now: Timestamp) {
    self.init()
    append(summaryOf: scan, now: now)
  }

  /// Appends the summary of a scan: `412 processes, 3 unreadable, 2s ago`.
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
