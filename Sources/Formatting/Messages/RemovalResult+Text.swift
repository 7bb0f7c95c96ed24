package import Operations
package import SharedMemory
package import SafeText

extension RemovalSummary.Entry {
  /// The entry of a segment, with its outcome and a message for the user.
  package init(of segment: Segment, _ result: RemovalResult, _ format: FormatOptions) {
    switch result {
    case .removed(let copy, let attachments):
      var message = copy.map { DisplayText($0, in: format.charset) } ?? DisplayText()
      if let later = segment.whenFreedAfterRemoval(attachments) {
        if !message.isEmpty { message.append(literal: "; ") }
        message.append(later)
      }
      self.init(of: segment, .removed, message: message)
    case .notOrphan(let copy):
      var message: DisplayText = "it is no longer an orphan; left alone"
      if let copy { message.append("; \(DisplayText(copy, in: format.charset))") }
      self.init(of: segment, .changed, message: message)
    case .notSaved(let error):
      self.init(of: segment, .failed, message: DisplayText(error, in: format.charset))
    case .notRemoved(let error, let copy):
      var message = DisplayText(error, of: segment, format)
      if let copy { message.append("; \(DisplayText(copy, in: format.charset))") }
      self.init(of: segment, RemovalSummary.Outcome(error), message: message)
    case .notReached: self.init(of: segment, .untouched)
    }
  }

  /// The outcome in one sentence without a full stop.
  package var line: DisplayText {
    switch outcome {
    case .removed: message.isEmpty ? "removed" : "removed; \(message)"
    case .untouched: outcome.text
    case .gone, .changed, .notPermitted, .failed: message
    }
  }
}

extension Segment {
  /// When its memory is freed, if its removal did not free it; `nil` if it did.
  ///
  /// `attachments` are those that the kernel counted at the removal; `nil` for files, whose holders
  /// are those that were known before.
  fileprivate func whenFreedAfterRemoval(_ attachments: UInt64?) -> DisplayText? {
    if let attachments { return attachments > 0 ? DisplayText(memoryFreedAfter: attachments) : nil }
    if hasOtherNames { return "its memory stays while it has other names" }
    if !kernelHolders.isEmpty { return "its memory stays until nothing holds it" }
    if isHeldAnywhere == true || holders?.isEmpty == false {
      return DisplayText(memoryFreedAfter: nil)
    }
    return isPossiblyHeld ? "its memory stays if a process that was not seen holds it" : nil
  }
}
