internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory

/// `shmtop list --fail-if`: whether any segment matches, as the exit status.
///
/// Why: Decisions/81-a-check-that-does-not-guess.md
struct FailIf {
  /// The status if a segment matches.
  static let matched = ExitCode(3)

  /// The query and all other filters together.
  private let filter: Filter
  private let format: FormatOptions
  /// Why a file can have holders that were not seen.
  private let doubts: [Verdict.Reason]
  /// The segments that match for certain.
  private var matches: Set<Int> = []
  /// The number of segments that may match.
  private var undecided = 0

  /// Asks about each segment of a snapshot.
  init(_ filter: Filter, _ snapshot: Snapshot, _ format: FormatOptions) {
    self.filter = filter
    self.format = format
    doubts = snapshot.doubts
    let scene = Filter.Scene(format)
    for row in snapshot.segments.indices {
      switch filter.answer(row, of: snapshot.segments, in: scene) {
      case true?: matches.insert(row)
      case false?: break
      case nil: undecided += 1
      }
    }
  }

  /// Whether no segment matches for certain.
  var isEmpty: Bool { matches.isEmpty }

  /// Whether a segment matches for certain.
  func hasMatch(_ row: Int) -> Bool { matches.contains(row) }

  /// Throws if a segment matches, or reports why it is not known that none does, and throws.
  func conclude(_ snapshot: Snapshot) throws(ExitCode) {
    guard isEmpty else { throw Self.matched }
    var isKnown = !snapshot.problems.contains { !$0.isMinor }
    if undecided > 0 {
      isKnown = false
      report(undecided == 1 ? "1 segment matches" : "\(undecided) segments match")
    }
    if filter.canMatch(UnseenSegment.listed(snapshot.unlisted)) {
      isKnown = false
      StandardError.complain("not known whether a segment that could not be read matches")
    }
    if !doubts.isEmpty, filter.canMatch(UnseenSegment.held) {
      isKnown = false
      report("an unlinked segment or a memfd that was not seen matches")
    }
    if !isKnown { throw .failure }
  }

  private func report(_ what: DisplayText) {
    var text: DisplayText = "not known whether \(what)"
    if let doubt = doubts.first {
      text.append(literal: ": ")
      text.append(doubt, format)
    }
    StandardError.complain(text)
  }
}
