package import Kernel
package import Operations
package import SafeText
package import SharedMemory

/// The results of a removal of several segments.
package struct RemovalSummary: Sendable {
  /// The result for one segment.
  package enum Outcome: Sendable, CaseIterable {
    /// This program removed its name.
    case removed
    /// It had already been removed.
    case gone
    /// Another segment has replaced it, or a process uses it now.
    case changed
    case notPermitted
    case failed
    /// The run ended before its turn, or was a dry run.
    case untouched
  }

  /// A segment with its result.
  package struct Entry: Sendable {
    package let segment: SegmentID
    /// Bytes of RAM and swap that it used when it was selected; `nil` if not known.
    package let allocated: UInt64?
    package let outcome: Outcome
    /// Its file, if that has other names, which can be selected too.
    let sharedFile: FileIdentity?
    /// Bytes that the removal of its last name frees; 0 if it was not removed, or holders keep them.
    let freed: UInt64
    /// The number of names of its file before; `nil` if unknown, or if it is not a file.
    let names: UInt32?
    /// Why it was not removed, or a remark; empty if there is none.
    package let message: DisplayText

    package init(
      of segment: Segment, _ outcome: Outcome, message: DisplayText = DisplayText()
    ) {
      self.segment = segment.identity.id
      allocated = segment.allocated
      sharedFile = segment.hasOtherNames ? segment.file : nil
      self.outcome = outcome
      self.message = message
      names = segment.names
      let isFree =
        segment.attachments ?? 0 == 0 && segment.holders?.isEmpty == true
        && segment.kernelHolders.isEmpty && !segment.isPossiblyHeld
      freed = outcome == .removed && isFree ? segment.allocated ?? 0 : 0
    }
  }

  package var entries: [Entry] = []
  /// What was said about the segments before, for JSON.
  package var reports: [SegmentID: RemovalReport] = [:]
  /// Orphans that were not selected, because their application is not known.
  package var unknownNames = 0
  /// The number of segments that were left out because they have just changed; only the text has it.
  package var recent = 0
  /// Orphans that were not selected, because their application has a warning.
  package var warned = 0
  package var isDryRun = false
  package var isInterrupted = false
  /// When the segments were selected.
  package let timestamp: Timestamp

  package init(timestamp: Timestamp) { self.timestamp = timestamp }

  package func count(_ outcome: Outcome) -> Int { entries.count { $0.outcome == outcome } }

  /// Bytes of RAM and swap that the segments use; a file with several names counts once.
  package var allocated: UInt64 {
    var files: Set<FileIdentity> = []
    return entries.reduce(0) { sum, entry in
      if let file = entry.sharedFile, !files.insert(file).inserted { return sum }
      return sum.addingSaturated(entry.allocated ?? 0)
    }
  }

  /// Bytes that were freed.
  package var freed: UInt64 {
    var freed = FreedMemory()
    for entry in entries { freed.add(entry) }
    return freed.bytes
  }

  /// Whether no selected segment is left, or in a dry run none would be left.
  package var isComplete: Bool {
    entries.allSatisfy {
      switch $0.outcome {
      case .removed, .gone: true
      case .untouched: isDryRun
      case .changed, .notPermitted, .failed: false
      }
    }
  }

  /// The numbers in one line.
  package var text: DisplayText {
    var text: DisplayText =
      isDryRun
      ? "would remove \(counted: count(.untouched), "segment"), \(spelling: allocated)"
      : "\(count(.removed)) removed, \(spelling: freed) freed"
    let main: Outcome = isDryRun ? .untouched : .removed
    for outcome in Outcome.allCases where outcome != main && count(outcome) > 0 {
      text.append("; \(count(outcome)) \(outcome.text)")
    }
    return text
  }
}

extension RemovalSummary.Outcome {
  /// The outcome of a removal that failed with this error.
  package init(_ refusal: RemovalError) {
    self =
      switch refusal {
      case .gone: .gone
      case .replaced, .displaced, .alreadyRemoved, .held: .changed
      case .notPermitted, .directoryNotWritable, .immutable: .notPermitted
      case .neverNamed, .failed: .failed
      }
  }

  /// The outcome in words.
  package var text: DisplayText {
    switch self {
    case .removed: "removed"
    case .gone: "already gone"
    case .changed: "changed meanwhile"
    case .notPermitted: "not permitted"
    case .failed: "failed"
    case .untouched: "not reached"
    }
  }

  /// The word for the outcome in JSON; it never changes.
  var code: StaticString {
    switch self {
    case .removed: "removed"
    case .gone: "gone"
    case .changed: "changed"
    case .notPermitted: "not-permitted"
    case .failed: "failed"
    case .untouched: "untouched"
    }
  }
}
