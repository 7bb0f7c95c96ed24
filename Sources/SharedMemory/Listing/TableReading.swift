internal import Kernel
internal import SystemPackage

/// The tables as read now, and the segments of System V if its table has changed.
struct TableReading: Sendable {
  private(set) var tables: NamedTables
  /// `nil` if the table is as it was.
  private var changedSystemV: Result<SystemVTable.Listing, ReadProblem>?

  private let root: FilePath
  private let swapIsInUse: Bool?

  /// Whether both tables equal the earlier ones.
  let isUnchanged: Bool

  /// Reads the tables; `swapIsInUse` is that of ``POSIXDirectory/read(swapIsInUse:)``.
  init(root: FilePath, since earlier: NamedTables?, swapIsInUse: Bool?) {
    let table = SystemVTable(root: root)
    let directory = POSIXDirectory(root: root)
    // Starting a thread takes as long as reading a few hundred files, so it pays only if there are
    // many.
    let probableCount = directory.probableCount
    let (systemV, posix) = concurrently(
      withThread: probableCount >= 1000,
      {
        let text = Result { () throws(ReadProblem) in try table.text() }
        let isUnchanged = text == earlier?.systemV
        return (
          text, isUnchanged ? nil : Self.listing(of: text, by: table, roomFor: probableCount)
        )
      },
      {
        let contents = Result { () throws(ReadProblem) in try directory.contents() }
        return (contents, earlier.map { NamedTables.areSame(contents, $0.posix) } ?? false)
      })
    tables = NamedTables(systemV: systemV.0, posix: posix.0)
    changedSystemV = systemV.1
    isUnchanged = systemV.1 == nil && posix.1
    self.root = root
    self.swapIsInUse = swapIsInUse
  }

  /// Makes the segments, `others` last, and says what could not be read of System V.
  ///
  /// It is called once: the tables' memory is free after it, unless something else keeps them.
  mutating func takeSegments(and others: [Segment]) -> ([Segment], ReadProblem?) {
    var contents = (try? tables.posix.get()) ?? POSIXDirectory.Contents()
    let systemV =
      changedSystemV.take()
      ?? Self.listing(
        of: tables.systemV, by: SystemVTable(root: root), roomFor: contents.files.count)
    tables = NamedTables(systemV: .success([]), posix: .success(POSIXDirectory.Contents()))
    var segments: [Segment] = []
    let problem: ReadProblem?
    switch consume systemV {
    case .success(var listing):
      swap(&segments, &listing.segments)
      problem = listing.problem
    case .failure(let failure): problem = failure
    }
    segments.reserveCapacity(segments.count + contents.files.count + others.count)
    POSIXDirectory.append(segmentsOf: &contents, to: &segments, swapIsInUse: swapIsInUse)
    segments += others
    return (segments, problem)
  }

  private static func listing(
    of text: Result<[UInt8], ReadProblem>, by table: SystemVTable, roomFor others: Int
  ) -> Result<SystemVTable.Listing, ReadProblem> {
    Result { () throws(ReadProblem) in try table.listing(of: try text.get(), roomFor: others) }
  }
}
