internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The removal of the selected segments, one after the other.
struct RemovalRun {
  let format: FormatOptions
  /// Writes copies before removal; `nil` if none are wanted.
  let copies: Backup?
  /// Checks that orphans are still orphans; `nil` if the user named the segments.
  var check: OrphanCheck?
  var auditLog: AuditLog
  /// Whether each segment gets a line of output.
  let isTold: Bool
  private let removal = Removal()

  init(
    format: FormatOptions, copies: Backup?, check: OrphanCheck?, auditLog: AuditLog, isTold: Bool
  ) {
    self.format = format
    self.copies = copies
    self.check = check
    self.auditLog = auditLog
    self.isTold = isTold
  }

  /// Removes the segments in turn, until an interrupt is requested.
  mutating func remove(_ segments: [Segment], into summary: inout RemovalSummary) {
    var progress = RemovalProgress(count: segments.count)
    summary.entries.reserveCapacity(segments.count)
    for segment in segments {
      if Interrupt.isRequested {
        summary.isInterrupted = true
        summary.entries.append(RemovalSummary.Entry(of: segment, .untouched))
        continue
      }
      let entry = remove(segment)
      summary.entries.append(entry)
      tell(entry)
      progress.advance()
    }
    progress.clear()
    if check != nil { record(summary) }
    if auditLog.isStuck {
      StandardError.complain("the system's log takes no lines: not every removal is recorded in it")
    }
  }

  /// Removes one segment and returns the result; prints nothing, but records it in the log.
  mutating func remove(_ segment: Segment) -> RemovalSummary.Entry {
    if check?.isStillOrphan(segment) == false {
      return RemovalSummary.Entry(
        of: segment, .changed, message: "it is no longer an orphan; left alone")
    }
    do throws(Refusal) {
      var (message, attachments) = try act(on: segment)
      if let attachments, attachments > 0 {
        if !message.isEmpty { message.append(literal: "; ") }
        message.append(memoryGoesWith: attachments)
      }
      return RemovalSummary.Entry(of: segment, .removed, message: message)
    } catch {
      switch error {
      case .notSaved(let text):
        return RemovalSummary.Entry(of: segment, .failed, message: text)
      case .noOrphan(let saved):
        var text: DisplayText = "it is no longer an orphan; left alone"
        if !saved.isEmpty { text.append("; \(saved)") }
        return RemovalSummary.Entry(of: segment, .changed, message: text)
      case .notRemoved(let refusal):
        return RemovalSummary.Entry(
          of: segment, RemovalSummary.Outcome(refusal),
          message: DisplayText(refusal, of: segment, format))
      }
    }
  }

  /// Why a segment is still there.
  enum Refusal: Error {
    /// The reason in words.
    case notSaved(DisplayText)
    case notRemoved(RemovalError)
    /// It was no longer an orphan after it was saved; `saved` says where.
    case noOrphan(saved: DisplayText)
  }

  /// Saves a segment if wanted, removes it and records that.
  ///
  /// Returns words that say where it was saved, and how many attachments keep its memory, if
  /// counted.
  mutating func act(
    on segment: Segment
  ) throws(Refusal) -> (saved: DisplayText, attachments: UInt64?) {
    let saved = try save(segment)
    // Saving can have taken minutes.
    if copies != nil, check?.isStillOrphan(segment, isSaved: true) == false {
      throw .noOrphan(saved: saved)
    }
    do throws(RemovalError) {
      var attachments: UInt64?
      let isDone = try ShutdownHold.perform { () throws(RemovalError) in
        attachments = try removal.remove(segment.identity)
      }
      guard isDone else { throw .failed(.interrupted) }
      auditLog.record(segment, format)
      return (saved, attachments)
    } catch {
      throw .notRemoved(error)
    }
  }

  private func save(_ segment: Segment) throws(Refusal) -> DisplayText {
    guard let copies else { return DisplayText() }
    do throws(RemovalError) { try removal.check(segment.identity) } catch {
      throw .notRemoved(error)
    }
    do throws(Backup.Failure) { return try copies.save(segment) } catch {
      throw .notSaved(error.text)
    }
  }

  /// Records the result of a bulk removal.
  mutating func record(_ summary: RemovalSummary) { auditLog.record(summary) }

  private func tell(_ entry: RemovalSummary.Entry) {
    var text = DisplayText(entry.segment, in: .current)
    text.append(literal: ": ")
    switch entry.outcome {
    case .removed:
      text.append(literal: "removed")
      if !entry.message.isEmpty { text.append("; \(entry.message)") }
      if isTold { StandardOutput.report(line: text) }
    // A segment that disappeared in the meantime is gone, as the user wanted.
    case .gone:
      text.append(entry.message)
      if isTold { StandardOutput.report(line: text) }
    default:
      text.append(entry.message)
      StandardError.complain(text)
    }
  }
}
