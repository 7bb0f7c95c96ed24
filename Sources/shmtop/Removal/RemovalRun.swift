internal import Escaping
internal import Presentation
internal import SharedMemory

/// The removal of segments that were chosen, one after the other.
struct RemovalRun {
  let writing: Writing
  /// Where copies are written before; `nil` where nobody wants any.
  let copies: SegmentCopies?
  /// Who looks after orphans meanwhile; `nil` where segments were named.
  var check: OrphanCheck?
  var journal: Journal
  /// Whether each segment gets a line.
  let isTold: Bool
  private let removal = Removal()

  init(
    writing: Writing, copies: SegmentCopies?, check: OrphanCheck?, journal: Journal, isTold: Bool
  ) {
    self.writing = writing
    self.copies = copies
    self.check = check
    self.journal = journal
    self.isTold = isTold
  }

  /// Removes what is left to be removed when its turn comes, until somebody wants to stop.
  mutating func remove(_ segments: [Segment], into summary: inout RemovalSummary) {
    var progress = RemovalProgress(count: segments.count)
    summary.entries.reserveCapacity(segments.count)
    for segment in segments {
      if Interruption.isRequested {
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
    if check != nil { journal.record(summary) }
  }

  private mutating func remove(_ segment: Segment) -> RemovalSummary.Entry {
    if check?.isStillOrphan(segment) == false {
      return RemovalSummary.Entry(
        of: segment, .changed, message: "it is no orphan any more; left alone")
    }
    var message = DisplayText()
    do throws(RemovalRefusal) {
      if let copies {
        try removal.check(segment.identity)
        do throws(SegmentCopies.Failure) { message = try copies.save(segment) } catch {
          return RemovalSummary.Entry(of: segment, .failed, message: error.text)
        }
      }
      let attachments = try removal.remove(segment.identity)
      journal.record(segment, writing)
      if let attachments, attachments > 0 {
        if !message.isEmpty { message.append(words: "; ") }
        message.append(memoryGoesWith: attachments)
      }
      return RemovalSummary.Entry(of: segment, .removed, message: message)
    } catch {
      return RemovalSummary.Entry(
        of: segment, RemovalSummary.Outcome(error),
        message: DisplayText(error, of: segment, writing))
    }
  }

  private func tell(_ entry: RemovalSummary.Entry) {
    var text = DisplayText(entry.segment, in: .current)
    text.append(words: ": ")
    switch entry.outcome {
    case .removed:
      text.append(words: "removed")
      if !entry.message.isEmpty { text.append("; \(entry.message)") }
      if isTold { StandardOutput.report(line: text) }
    // What went by itself since it was found is not there, as was wanted.
    case .gone:
      text.append(entry.message)
      if isTold { StandardOutput.report(line: text) }
    default:
      text.append(entry.message)
      StandardError.complain(text)
    }
  }
}
