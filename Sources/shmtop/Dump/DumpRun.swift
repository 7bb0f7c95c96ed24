internal import Escaping
internal import Presentation
internal import SharedMemory
internal import SystemPackage

/// One dump on its way, from an open segment to wherever its bytes go.
struct DumpRun {
  let segment: Segment
  /// What the segment is called in messages.
  let name: DisplayText
  let reader: ContentsReader
  /// The bytes that are wanted; they were there at the start.
  let range: Range<UInt64>

  /// Writes the bytes, complains of what is wrong with them, and says whether all is well.
  ///
  /// What could be written is kept in any case.
  func pour(into sink: inout some ContentsSink & ~Copyable, to place: DisplayText) -> Bool {
    var progress = DumpProgress(range: range, isShown: place != "standard output")
    var watch = DumpWatch(run: self)
    var problem: DisplayText?
    do throws(PouringFailure) {
      let end = try reader.pour(range, into: &sink) { offset in
        if progress.isDue() {
          watch.look()
          progress.show(offset)
        }
        return true
      }
      if end < range.upperBound { problem = words(shrunkTo: end) }
    } catch {
      problem = words(for: error, place)
    }
    do throws(Errno) { try sink.finish() } catch {
      problem = problem ?? words(for: .writing(error), place)
    }
    progress.clear()
    watch.look()
    if let problem { StandardError.complain(problem) }
    return problem == nil && !watch.isGone
  }

  private func words(shrunkTo end: UInt64) -> DisplayText {
    "\(name): it shrank meanwhile: \(end - range.lowerBound) of \(range.count) bytes were there"
  }

  private func words(for failure: PouringFailure, _ place: DisplayText) -> DisplayText {
    var text = DisplayText()
    switch failure {
    case .reading(let error):
      text.append("\(name): ")
      text.append(error, in: .current)
    case .writing(let error):
      text.append("\(place): ")
      text.append(error, in: .current)
    }
    return text
  }
}

/// Looks whether the segment goes while its bytes are read, and says so at once: the memory stays
/// as long as the dump does, and nobody else would know why.
struct DumpWatch {
  let run: DumpRun
  /// Whether it has gone.
  private(set) var isGone = false

  init(run: DumpRun) { self.run = run }

  /// Looks, and complains the first time that it is gone.
  mutating func look() {
    guard !isGone, run.reader.isAlone(with: run.segment) else { return }
    isGone = true
    StandardError.complain("\(run.name): it went meanwhile; its memory stays until this dump ends")
  }
}
