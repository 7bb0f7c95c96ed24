internal import Monitor
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// Reads the kernel's tables, and makes the rows of the monitor from them.
struct TableReader: Sendable {
  private var snapshotReader: SnapshotReader
  private var builder: TableModelBuilder

  init(charset: Charset, assumptions: Assumptions) {
    snapshotReader = SnapshotReader(assumptions: assumptions)
    builder = TableModelBuilder(charset: charset)
  }

  /// Takes a snapshot and makes its rows.
  mutating func read(_ order: SortAndFilter) -> TableModel {
    let snapshot = snapshotReader.read([
      .users, .groups, .limits, .memory, .recentHolders, .processDetails,
    ])
    return builder.rows(of: snapshot, order)
  }

  /// Makes the rows of the latest snapshot in another order; `nil` before the first.
  mutating func arrange(_ order: SortAndFilter) -> TableModel? { builder.rows(order) }

  /// Makes the next snapshot scan all processes, however recent the last scan is.
  mutating func rescan() { snapshotReader.forceScan() }
}
