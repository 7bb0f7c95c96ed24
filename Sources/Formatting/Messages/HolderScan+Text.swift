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
    append(Self.shortSummary(of: scan))
    append(detailsOf: scan, now: now)
  }

  /// Appends a sentence with the summary, such as `Scanned 412 processes, 3 unreadable, 2s ago.`.
  mutating func append(sentenceOn scan: HolderScan, now: Timestamp) {
    append("Scanned \(Self.processes(of: scan)), \(Self.coverage(of: scan))")
    append(detailsOf: scan, now: now)
    append(literal: ".")
  }

  private mutating func append(detailsOf scan: HolderScan, now: Timestamp) {
    if !scan.inFlight.isEmpty { append(inFlight: scan) }
    append(age: scan, now: now)
  }

  /// Appends how old a scan is, if it is not of this second: `, 2s ago`.
  mutating func append(age scan: HolderScan, now: Timestamp) {
    if now.seconds.subtractingSaturated(scan.timestamp.seconds) > 0 {
      append(", \(age: scan.timestamp, now: now) ago")
    }
  }

  /// Shorter and shorter summaries of a scan, for less and less room.
  ///
  /// What may be missing is said to the last.
  package static func summaries(of scan: HolderScan, now: Timestamp) -> [DisplayText] {
    [DisplayText(summaryOf: scan, now: now), shortSummary(of: scan)]
      + (scan.isComplete ? [] : [coverage(of: scan)])
  }

  /// Why finding no holder does not mean that there is none: `none seen, but not all processes were read`.
  ///
  /// For a scan that is not complete.
  package init(noHolderSeenIn scan: HolderScan) {
    guard !scan.unreadable.isEmpty, scan.unreadable.count >= scan.processes else {
      self = "none seen, but not all processes were read"
      return
    }
    self =
      scan.processes == 1
      ? "not known: the only process could not be read"
      : "not known: none of the \(scan.processes) processes could be read"
  }

  /// The number of processes, and whether all were read.
  private static func shortSummary(of scan: HolderScan) -> DisplayText {
    // It is not the hidden ones that are counted.
    let seen: DisplayText = scan.unreadable.isEmpty && mayHideOthers(scan) ? " seen" : ""
    return "\(processes(of: scan))\(seen), \(coverage(of: scan))"
  }

  private static func processes(of scan: HolderScan) -> DisplayText {
    scan.processes == 1 ? "1 process" : "\(scan.processes) processes"
  }

  /// Whether all processes were read.
  private static func coverage(of scan: HolderScan) -> DisplayText {
    if !scan.unreadable.isEmpty { return "\(scan.unreadable.count) unreadable" }
    return mayHideOthers(scan) ? "others may be hidden" : "all read"
  }

  private static func mayHideOthers(_ scan: HolderScan) -> Bool {
    !scan.visibilityGaps.subtracting([.descriptorsInFlight]).isEmpty
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
