internal import Formatting
internal import SafeText
internal import SystemPackage

/// What `rm` says about the named segments before it removes them, and the questions that it asks.
struct RemovalAnnouncement {
  var reports: [RemovalReport] = []

  /// The reports as text.
  private var bytes: [UInt8] {
    reports.reduce(into: []) { bytes, report in
      for line in [report.title] + report.lines.map({ "  \($0)" }) {
        bytes += line.utf8
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }

  /// Writes the reports to standard output, as the result of a dry run.
  func writeResult() throws(Errno) { try StandardOutput.write(bytes) }

  /// Writes the reports to standard error, beside the questions.
  func write() { StandardError.write(bytes) }

  /// Writes the advice of the developers to standard error.
  func warn() {
    for report in reports {
      if let advice = report.advice { StandardError.complain("\(report.title): \(advice)") }
    }
  }

  /// Asks for each ID that must be typed, and whether to remove the others.
  ///
  /// Returns whether all segments may be removed.
  func ask() -> Bool {
    for report in reports {
      guard let request = report.request else { continue }
      guard Confirmation.ask(request, for: report.title) else { return false }
    }
    let others = reports.count { $0.request == nil }
    return others == 0 || Confirmation.ask(removing: others)
  }
}
