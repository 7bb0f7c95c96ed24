internal import Contents
internal import Formatting
internal import SafeText
internal import SharedMemory

/// Looks whether the segment goes while its bytes are read, and says so at once: the memory stays
/// as long as the dump does, and no other program shows why.
///
/// Why: Decisions/25-closing-an-open-segment.md
struct DumpObserver {
  let run: DumpRun
  /// Whether it has gone.
  private(set) var isGone = false

  init(run: DumpRun) { self.run = run }

  /// Looks, and complains the first time that it is gone.
  mutating func look() {
    guard !isGone, run.reader.isLastReference(with: run.segment) else { return }
    isGone = true
    StandardError.complain("\(run.name): it went meanwhile; its memory stays until this dump ends")
  }
}
