internal import Contents
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// A running dump of an open segment.
struct DumpRun {
  let segment: Segment
  /// The name of the segment in messages.
  let name: DisplayText
  let reader: ContentsReader
  /// The range to dump; it existed at the start.
  let range: Range<UInt64>

  /// Writes the bytes, reports errors, and returns whether there were none.
  ///
  /// The bytes written before an error are kept.
  func copy(into sink: inout some ContentsSink & ~Copyable, to place: DisplayText) -> Bool {
    var progress = DumpProgress(range: range, isFile: place != "standard output")
    var watch = DumpObserver(run: self)
    var problem: DisplayText?
    do throws(CopyError) {
      let end = try reader.copy(range, into: &sink) { offset in
        if progress.isDue() {
          watch.look()
          progress.show(offset)
        }
        return true
      }
      if end < range.upperBound { problem = message(shrunkTo: end) }
    } catch {
      problem = message(for: error, place)
    }
    do throws(Errno) { try sink.finish() } catch {
      problem = problem ?? message(for: .writing(error), place)
    }
    progress.clear()
    watch.look()
    if let problem { StandardError.complain(problem) }
    return problem == nil && !watch.isGone
  }

  private func message(shrunkTo end: UInt64) -> DisplayText {
    "\(name): it shrank meanwhile; only \(end - range.lowerBound) of \(range.count) bytes were read"
  }

  private func message(for failure: CopyError, _ place: DisplayText) -> DisplayText {
    switch failure {
    case .reading(let error):
      let refusal = ContentsError(reading: error)
      let reason: DisplayText = "\(name): \(DisplayText(refusal, in: .current))"
      return refusal == .wentToSwap ? "\(reason); '--accept make-pages' reads both" : reason
    case .writing(let error): return "\(place): \(error, .current)"
    }
  }
}
