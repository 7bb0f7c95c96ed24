internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// What `rm` says before, during and after a removal.
extension Remove {
  /// Says everything about the named segments, and asks about them unless `--yes` is given.
  ///
  /// Returns those to be removed; the others are reported, and added to the summary.
  func announce(
    _ segments: [Segment], in snapshot: Snapshot, _ format: FormatOptions,
    into summary: inout RemovalSummary, _ lines: inout ResultLines
  ) throws -> [Segment] {
    var targets: [Segment] = []
    var announcement = RemovalAnnouncement()
    let documented = FormatOptions(charset: .utf8, of: snapshot)
    let removal = Removal()
    for segment in segments {
      // Without a question, bytes count only if they can bring a warning.
      let areBytesRead = !yes || isDry || segment.kind == .systemV
      let signature = areBytesRead ? ContentSignature.find(in: segment) : nil
      let report = RemovalReport(on: segment, signature: signature, in: snapshot, format)
      if json {
        summary.reports[segment.identity.id] = RemovalReport(
          on: segment, signature: signature, in: snapshot, documented)
      }
      // With --yes nothing is asked, so the attempt itself reports the error.
      let isAttempted = yes && !isDry
      if let error = isAttempted ? segment.noNameError : removal.obstacle(to: segment) {
        let entry = RemovalSummary.Entry(of: segment, .notRemoved(error), format)
        summary.entries.append(entry)
        self.report(entry, on: &lines)
        for line in report.lines { StandardError.write(line: "  \(line)") }
      } else {
        targets.append(segment)
        announcement.reports.append(report)
      }
    }
    if json {
      announcement.warn()
    } else if isDry {
      try StandardOutput.print { () throws(Errno) in try announcement.writeResult() }
    } else {
      announcement.write()
    }
    guard yes || isDry || targets.isEmpty || announcement.ask() else {
      StandardError.write(line: "Nothing was removed.")
      throw ExitCode.failure
    }
    return targets
  }

  /// Lists the orphans in a dry run, and says what the developers of their applications advise.
  ///
  /// Returns those to be removed; a dry run reports the others, and adds them to the summary.
  func announceOrphans(
    _ orphans: [Segment], in snapshot: Snapshot, _ format: FormatOptions,
    into summary: inout RemovalSummary, _ lines: inout ResultLines
  ) throws -> [Segment] {
    let orphans = isDry ? removable(orphans, format, into: &summary, &lines) : orphans
    if json {
      let documented = FormatOptions(charset: .utf8, of: snapshot)
      for orphan in orphans {
        summary.reports[orphan.identity.id] = RemovalReport(
          on: orphan, signature: nil, in: snapshot, documented)
      }
    } else if isDry {
      try list(orphans, format)
    }
    let applications = Set(orphans.map { $0.application?.application })
    let advice = Set(applications.compactMap { $0?.advice(in: format.charset) })
    for text in advice.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      StandardError.complain(text)
    }
    return orphans
  }

  /// The orphans whose removal is not known to fail.
  private func removable(
    _ orphans: [Segment], _ format: FormatOptions, into summary: inout RemovalSummary,
    _ lines: inout ResultLines
  ) -> [Segment] {
    let removal = Removal()
    return orphans.filter { orphan in
      guard let error = removal.obstacle(to: orphan) else { return true }
      let entry = RemovalSummary.Entry(of: orphan, .notRemoved(error), format)
      summary.entries.append(entry)
      report(entry, on: &lines)
      return false
    }
  }

  private func list(_ targets: [Segment], _ format: FormatOptions) throws {
    guard !targets.isEmpty else { return }
    let table = TextTable(
      fields: [.id, .owner, .size, .allocated, .attachments, .state, .application, .age])
    try StandardOutput.print { () throws(Errno) in
      try StandardOutput.write(table.bytes(of: targets, at: Array(targets.indices), format))
    }
  }

  /// Prints the result of one segment; a failure always goes to standard error.
  func report(_ entry: RemovalSummary.Entry, on lines: inout ResultLines) {
    let line: DisplayText = "\(DisplayText(entry.segment, in: .current)): \(entry.line)"
    switch entry.outcome {
    // A segment that disappeared in the meantime is gone, as the user wanted.
    case .removed, .gone: if !json { lines.write(line) }
    default: StandardError.complain(line)
    }
  }

  func conclude(_ summary: RemovalSummary, _ lines: inout ResultLines) throws {
    if json {
      try StandardOutput.print { () throws(Errno) in try summary.writeJSON(StandardOutput.write) }
    } else if orphans || summary.isInterrupted {
      lines.write(summary.text)
    }
    guard orphans && isDry else { return }
    if summary.recent > 0 {
      StandardError.write(
        line: """
          left out: \(counted: summary.recent, "segment") changed less than a minute ago; try again then
          """)
    }
    tell(leftOut: summary.unknownNames, " with names that no known application uses")
    tell(leftOut: summary.warned, " whose application warns against removal")
    if !summary.entries.isEmpty && !dryRun {
      StandardError.write(line: "Nothing was removed; use --yes to remove.")
    }
  }

  /// Prints how many orphans were left out, and how to include them.
  private func tell(leftOut count: Int, _ why: DisplayText) {
    guard count > 0 else { return }
    var text: DisplayText = "left out: "
    text.append(counted: count, "orphan")
    text.append(why)
    text.append(literal: "; select them by --name or --app")
    StandardError.write(line: text)
  }
}
