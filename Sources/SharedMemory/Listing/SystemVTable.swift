package import Kernel
package import SystemPackage

/// The System V segments of this IPC namespace: `/proc/sysvipc/shm`, see proc_sysvipc(5).
///
/// The columns are found by their names in the header, because old kernels lack `rss` and `swap`:
///
///            key      shmid perms                  size  cpid  lpid nattch   uid …
///        5432001      32769   600                  4096   870   871      1  1000 …
package struct SystemVTable: Sendable {
  /// The segments in the kernel's order; `problem` is `nil` if all rows could be parsed.
  package struct Listing: Sendable {
    package var segments: [Segment] = []
    package var problem: ReadProblem?
  }

  private let path: FilePath

  /// A reader of the table below `root`.
  package init(root: FilePath) { path = root.appending("proc/sysvipc/shm") }

  /// Reads all rows; a row that cannot be parsed is left out and counted in the problem.
  ///
  /// Throws if the file cannot be read or its header lacks a column.
  package func read() throws(ReadProblem) -> Listing { try listing(of: try text(), roomFor: 0) }

  /// Reads the kernel's text.
  func text() throws(ReadProblem) -> [UInt8] { try ProcFile.read(path) }

  /// Parses the kernel's text; the array gets room for other segments too.
  func listing(of text: [UInt8], roomFor others: Int) throws(ReadProblem) -> Listing {
    try Self.listing(of: text, at: path, roomFor: others)
  }

  /// Parses the kernel's text; `path` is for problems only.
  package static func listing(
    of text: [UInt8], at path: FilePath, roomFor others: Int = 0
  ) throws(ReadProblem) -> Listing {
    var cursor = ByteParser(text)
    let layout = try Layout(header: &cursor, path: path)
    var listing = Listing()
    // Each row is at least as long as the header, which gives an upper bound for their number.
    listing.segments.reserveCapacity(cursor.bytes.count / max(1, cursor.position) + others)
    var malformed: (first: Int, count: Int)?
    var line = 1
    while !cursor.isAtEnd {
      line += 1
      if let segment = layout.segment(row: &cursor) {
        listing.segments.append(segment)
      } else {
        malformed = (malformed?.first ?? line, (malformed?.count ?? 0) + 1)
      }
    }
    listing.problem = malformed.map {
      ReadProblem(path, .malformedLines(first: $0.first, count: $0.count))
    }
    return listing
  }
}

extension SystemVTable {
  /// The columns of the table in the order of its header.
  struct Layout {
    private enum Column: String, CaseIterable {
      case key, shmid, perms, size, cpid, lpid, nattch, uid, gid, cuid, cgid, atime, dtime, ctime
      case rss, swap

      /// Whether every kernel has this column.
      ///
      /// `rss` and `swap` came with Linux 2.6.34.
      var isRequired: Bool { self != .rss && self != .swap }
    }

    private let columns: [Column?]
    private let hasMemory: Bool

    init(header: inout ByteParser, path: FilePath) throws(ReadProblem) {
      var columns: [Column?] = []
      while let word = header.word() {
        columns.append(Column(rawValue: String(decoding: word, as: UTF8.self)))
      }
      header.skipLine()
      for column in Column.allCases where column.isRequired && !columns.contains(column) {
        throw ReadProblem(path, .missingColumn(column.rawValue))
      }
      self.columns = columns
      hasMemory = columns.contains(.rss) && columns.contains(.swap)
    }

    /// Parses one row and moves past its newline; `nil` if the row is incomplete or malformed.
    func segment(row: inout ByteParser) -> Segment? {
      var values = Values()
      var isWhole = true
      for column in columns {
        isWhole = isWhole && values.read(column, from: &row)
      }
      isWhole = row.isAtLineEnd() && isWhole
      isWhole = row.skipLine() && isWhole
      return isWhole ? values.segment(hasMemory: hasMemory) : nil
    }

    private struct Values {
      var key: UInt32 = 0
      var shmID: Int32 = 0
      var creatorPID: Int32 = 0
      var lastPID: Int32 = 0
      var mode: UInt32 = 0
      var user: UInt32 = 0
      var group: UInt32 = 0
      var creatorUser: UInt32 = 0
      var creatorGroup: UInt32 = 0
      var size: UInt64 = 0
      var attachments: UInt64 = 0
      var resident: UInt64 = 0
      var swapped: UInt64 = 0
      var attach: UInt64 = 0
      var detach: UInt64 = 0
      var change: UInt64 = 0

      mutating func read(_ column: Column?, from row: inout ByteParser) -> Bool {
        switch column {
        case .key: store(row.signed().flatMap(Self.key), in: &key)
        case .shmid: store(row.signed().flatMap { Int32(exactly: $0) }, in: &shmID)
        case .perms: store(row.unsigned(radix: 8).flatMap { UInt32(exactly: $0) }, in: &mode)
        case .size: store(row.unsigned(), in: &size)
        case .cpid: store(row.signed().flatMap { Int32(exactly: $0) }, in: &creatorPID)
        case .lpid: store(row.signed().flatMap { Int32(exactly: $0) }, in: &lastPID)
        case .nattch: store(row.unsigned(), in: &attachments)
        case .uid: store(row.unsigned().flatMap { UInt32(exactly: $0) }, in: &user)
        case .gid: store(row.unsigned().flatMap { UInt32(exactly: $0) }, in: &group)
        case .cuid: store(row.unsigned().flatMap { UInt32(exactly: $0) }, in: &creatorUser)
        case .cgid: store(row.unsigned().flatMap { UInt32(exactly: $0) }, in: &creatorGroup)
        case .atime: store(row.unsigned(), in: &attach)
        case .dtime: store(row.unsigned(), in: &detach)
        case .ctime: store(row.unsigned(), in: &change)
        case .rss: store(row.unsigned(), in: &resident)
        case .swap: store(row.unsigned(), in: &swapped)
        case nil: row.word() != nil
        }
      }

      private func store<Number>(_ number: Number?, in field: inout Number) -> Bool {
        guard let number else { return false }
        field = number
        return true
      }

      /// A key from the signed number that the kernel writes: -1 → 0xffffffff.
      private static func key(_ number: Int64) -> UInt32? {
        Int32(exactly: number).map { UInt32(bitPattern: $0) } ?? UInt32(exactly: number)
      }

      func segment(hasMemory: Bool) -> Segment {
        let times = Segment.Times.systemV(
          attach: Self.time(attach), detach: Self.time(detach), change: Self.time(change))
        let creatorProcess = ProcessID(rawValue: creatorPID)
        return Segment(
          identity: .systemV(
            SystemVIdentity(
              shmID: ShmID(rawValue: shmID), key: IPCKey(rawValue: key), change: times.change,
              creatorProcess: creatorProcess, creatorUser: UserID(rawValue: creatorUser))),
          kind: .systemV,
          size: size,
          allocated: hasMemory ? resident.addingSaturated(swapped) : nil,
          resident: hasMemory ? resident : nil,
          swapped: hasMemory ? swapped : nil,
          mode: FileMode(rawValue: mode),
          owner: Ownership(user: UserID(rawValue: user), group: GroupID(rawValue: group)),
          creator: Ownership(
            user: UserID(rawValue: creatorUser), group: GroupID(rawValue: creatorGroup)),
          creatorProcess: creatorProcess == .none ? nil : creatorProcess,
          lastProcess: lastPID == 0 ? nil : ProcessID(rawValue: lastPID),
          attachments: attachments,
          times: times)
      }

      /// A time from seconds since 1970; `nil` for 0, which the kernel writes for "never".
      private static func time(_ seconds: UInt64) -> Timestamp? {
        seconds == 0 ? nil : Timestamp(seconds: Int64(clamping: seconds))
      }
    }
  }
}
