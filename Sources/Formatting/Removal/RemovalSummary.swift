package import Kernel
package import Operations
package import SafeText
package import SharedMemory

/// What became of the segments that were to be removed.
package struct RemovalSummary: Sendable {
  /// What became of one.
  package enum Outcome: Sendable, CaseIterable {
    /// Its name is gone by this program's doing.
    case removed
    /// It was not there any more.
    case gone
    /// Another segment has replaced it, or a process uses it now.
    case changed
    case notPermitted
    case failed
    /// The run ended before its turn, or was only to show it.
    case untouched
  }

  /// One segment.
  package struct Entry: Sendable {
    package let segment: SegmentID
    /// Bytes that it cost when it was chosen; `nil` where the kernel did not say.
    package let allocated: UInt64?
    package let outcome: Outcome
    /// The file, where it has other names, which can be chosen too.
    fileprivate let sharedFile: FileIdentity?
    /// Bytes that are free now for its removal.
    package let freed: UInt64
    /// Why it was not removed, or what is left to say; empty where nothing is.
    package let message: DisplayText

    package init(
      of segment: Segment, _ outcome: Outcome, message: DisplayText = DisplayText()
    ) {
      self.segment = segment.identity.id
      allocated = segment.allocated
      sharedFile = segment.hasOtherNames ? segment.file : nil
      self.outcome = outcome
      self.message = message
      // What has another name, or is held, keeps its memory.
      let isLast = !(segment.hasOtherNames && segment.kind != .systemV)
      let isFree = segment.attachments ?? 0 == 0 && segment.holders?.isEmpty == true
      freed = outcome == .removed && isLast && isFree ? segment.allocated ?? 0 : 0
    }
  }

  package var entries: [Entry] = []
  /// Orphans that were not chosen, as their application is not known.
  package var unknownNames = 0
  /// Orphans that were not chosen, as the makers of their application warn of removing them.
  package var warned = 0
  package var isDryRun = false
  package var isInterrupted = false
  /// When the segments were chosen.
  package let timestamp: Timestamp

  package init(timestamp: Timestamp) { self.timestamp = timestamp }

  package func count(_ outcome: Outcome) -> Int { entries.count { $0.outcome == outcome } }

  /// Bytes that the chosen segments cost; a file with several names counts once.
  package var allocated: UInt64 {
    var files: Set<FileIdentity> = []
    return entries.reduce(0) { sum, entry in
      if let file = entry.sharedFile, !files.insert(file).inserted { return sum }
      return sum.addingSaturated(entry.allocated ?? 0)
    }
  }

  /// Bytes that are free now.
  package var freed: UInt64 { entries.reduce(0) { $0.addingSaturated($1.freed) } }

  /// Whether all that was chosen is not there any more, or nothing was to happen.
  package var isComplete: Bool {
    isDryRun || entries.allSatisfy { $0.outcome == .removed || $0.outcome == .gone }
  }

  /// The numbers in one line.
  package var text: DisplayText {
    if isDryRun { return "\(counted: entries.count, "segment"), \(spelling: allocated)" }
    var text: DisplayText = "\(count(.removed)) removed, \(spelling: freed) freed"
    for outcome in Outcome.allCases where outcome != .removed && count(outcome) > 0 {
      text.append("; \(count(outcome)) \(outcome.text)")
    }
    return text
  }
}

extension RemovalSummary.Outcome {
  /// What becomes of a segment that the system or the rules of this program kept.
  package init(_ refusal: RemovalError) {
    self =
      switch refusal {
      case .gone: .gone
      case .replaced, .displaced, .alreadyRemoved: .changed
      case .notPermitted, .immutable: .notPermitted
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

  /// A word for programs, which stays the same from version to version.
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
