internal import Kernel
internal import SystemPackage

/// The tables as read now, with the segments of each table that has changed.
struct TableReading: Sendable {
  let tables: NamedTables
  /// `nil` if the table is as it was.
  private var changedSystemV: Result<SystemVTable.Listing, ReadProblem>?
  /// `nil` if the directory is as it was.
  private var changedPOSIX: [Segment]?

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
    let (systemV, posix) = concurrently(
      withThread: directory.isLarge,
      {
        let text = Result { () throws(ReadProblem) in try table.text() }
        let isUnchanged = text == earlier?.systemV
        return (text, isUnchanged ? nil : Self.listing(of: text, by: table))
      },
      {
        let contents = Result { () throws(ReadProblem) in try directory.contents() }
        let isUnchanged = earlier.map { NamedTables.areSame(contents, $0.posix) } ?? false
        return (contents, isUnchanged ? nil : Self.segments(of: contents, swapIsInUse))
      })
    tables = NamedTables(systemV: systemV.0, posix: posix.0)
    (changedSystemV, changedPOSIX) = (systemV.1, posix.1)
    isUnchanged = systemV.1 == nil && posix.1 == nil
    self.root = root
    self.swapIsInUse = swapIsInUse
  }

  /// The segments of System V; they are given once, so that the memory is free after use.
  mutating func takeSystemV() -> Result<SystemVTable.Listing, ReadProblem> {
    changedSystemV.take() ?? Self.listing(of: tables.systemV, by: SystemVTable(root: root))
  }

  /// The segments in `/dev/shm`; they are given once too.
  mutating func takePOSIX() -> [Segment] {
    changedPOSIX.take() ?? Self.segments(of: tables.posix, swapIsInUse)
  }

  private static func listing(
    of text: Result<[UInt8], ReadProblem>, by table: SystemVTable
  ) -> Result<SystemVTable.Listing, ReadProblem> {
    Result { () throws(ReadProblem) in try table.listing(of: try text.get()) }
  }

  private static func segments(
    of contents: Result<POSIXDirectory.Contents, ReadProblem>, _ swapIsInUse: Bool?
  ) -> [Segment] {
    guard case .success(let contents) = contents else { return [] }
    return POSIXDirectory.segments(of: contents, swapIsInUse: swapIsInUse)
  }
}
