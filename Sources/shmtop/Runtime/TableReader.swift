private import CLinux
internal import Contents
internal import Kernel
internal import Monitor
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// Reads the kernel's tables, and makes the rows of the monitor from them.
struct TableReader: Sendable {
  private var snapshotReader: SnapshotReader
  private var builder: TableModelBuilder
  /// The most segments since memory was last given back.
  private var most = 0
  /// The latest rows, so that this thread frees them, and not the one that answers keys.
  private var latest: TableModel?
  /// The segments of the last snapshot.
  private var last = 0

  init(charset: Charset, assumptions: Assumptions) {
    // Each snapshot of tens of thousands of segments is in large blocks.
    clinux_give_back_large_blocks()
    snapshotReader = SnapshotReader(assumptions: assumptions)
    builder = TableModelBuilder(charset: charset)
  }

  /// Takes a snapshot and makes its rows.
  mutating func read(_ order: SortAndFilter) -> TableModel {
    latest = nil
    giveBackMemory()
    let clock = WorkClock()
    let scans = snapshotReader.costOfScans
    let snapshot = snapshotReader.read([
      .users, .groups, .limits, .memory, .recentHolders, .processDetails,
    ])
    last = snapshot.segments.count
    let semaphores =
      order.needs.contains(.semaphores)
      ? SemaphoreValues(of: snapshot.segments) : SemaphoreValues()
    var model = builder.rows(of: snapshot, order, semaphores: semaphores)
    // Scans of processes have a pace of their own.
    model.cost = clock.processorTime - (snapshotReader.costOfScans - scans)
    latest = model
    return model
  }

  /// Gives free memory back to the kernel if most segments have gone since there were many.
  ///
  /// By now the monitor uses no older rows. The C function is `malloc_trim`.
  private mutating func giveBackMemory() {
    most = max(most, last)
    guard most > 10_000, last < most / 2 else { return }
    most = last
    clinux_give_back_memory()
  }

  /// Makes the rows of the latest snapshot in another order; `nil` before the first.
  mutating func arrange(_ order: SortAndFilter) -> TableModel? { builder.rows(order) }

  /// Makes the next snapshot scan all processes, however recent the last scan is.
  mutating func rescan() { snapshotReader.forceScan() }
}
