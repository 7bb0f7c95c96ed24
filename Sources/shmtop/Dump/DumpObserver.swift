internal import Contents
internal import Formatting
internal import SafeText
internal import SharedMemory

/// Checks whether the segment is removed while its bytes are read, and reports that at once.
///
/// The memory then stays until the dump ends, and no other program shows the reason.
///
/// Why: Decisions/25-closing-an-open-segment.md
struct DumpObserver {
  let run: DumpRun
  /// Whether it was removed.
  private(set) var isGone = false

  init(run: DumpRun) { self.run = run }

  /// Checks the segment, and reports once that it was removed.
  mutating func look() {
    guard !isGone, run.reader.isLastReference(with: run.segment) else { return }
    isGone = true
    StandardError.complain(
      "\(run.name): it was removed meanwhile; its memory stays until this dump ends")
  }
}
