package import Kernel
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Appends how many processes were looked at, how long ago, and how many could not be read.
  package mutating func append(surveyOf scan: HolderScan, now: Timestamp) {
    append("\(scan.processes)")
    append(literal: scan.processes == 1 ? " process" : " processes")
    if scan.isComplete {
      append(literal: ", all read")
    } else if scan.unreadable.isEmpty {
      append(literal: ", others may be hidden")
    } else {
      append(", \(scan.unreadable.count) unreadable")
    }
    let age = now.seconds.subtractingSaturated(scan.timestamp.seconds)
    if age > 0 {
      append(literal: ", ")
      append(age: scan.timestamp, now: now)
      append(literal: " ago")
    }
  }
}
