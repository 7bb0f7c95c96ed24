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
    if !scan.unreadable.isEmpty {
      append(", \(scan.unreadable.count) unreadable")
    } else if scan.visibilityGaps.subtracting([.descriptorsInFlight]).isEmpty {
      append(", all read")
    } else {
      append(", others may be hidden")
    }
    if !scan.inFlight.isEmpty { append(inFlight: scan) }
    if now.seconds.subtractingSaturated(scan.timestamp.seconds) > 0 {
      append(", \(age: scan.timestamp, now: now) ago")
    }
  }

  /// Appends the number of descriptors in flight and the processes that will receive them.
  private mutating func append(inFlight scan: HolderScan) {
    let count = scan.inFlight.values.reduce(UInt64(0)) { $0.addingSaturated($1) }
    append(", \(counted: count, "descriptor") in flight to ")
    let receivers = scan.inFlight.keys.sorted { $0.rawValue < $1.rawValue }
    append(receivers.count == 1 ? "PID " : "PIDs ")
    for (index, process) in receivers.prefix(2).enumerated() {
      append(index > 0 ? ", \(process.rawValue)" : "\(process.rawValue)")
    }
    if receivers.count > 2 { append(" and \(receivers.count - 2) more") }
  }
}
