internal import Kernel

/// What the segments of a snapshot and their verdicts are made from, apart from the time.
struct SegmentBasis: Sendable {
  /// `nil` if no other snapshot is read; see ``SnapshotReader``.
  let tables: NamedTables?
  /// The inodes of the files in the tables; `nil` without a scan of processes.
  let inodes: Set<UInt64>?
  /// The segments without a name, before they are judged; `nil` without a scan of processes.
  let unlinked: [Segment]?
  let needs: SnapshotReader.Needs
  let swapIsInUse: Bool?
  let scan: HolderScan?
}
