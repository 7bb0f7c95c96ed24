internal import SystemPackage
package import Kernel

/// The applications whose segments can be recognised: a table of ``Application``.
///
/// To add an application, add a row to ``rows``.
///
/// Why: Decisions/36-fast-paths.md
package enum KnownApplications {
  /// The application that was recognised in a segment.
  package struct Entry: Hashable, Sendable {
    package let application: Application
    /// The PIDs in the segment's name or bytes, that of the creator first; empty if there are none.
    ///
    /// Other processes can have these PIDs now.
    package let processes: [ProcessID]
    /// Whether the segment starts with the header of PostgreSQL's System V segment.
    package var isPostgreSQLHeader = false
  }

  /// The first row that matches a segment's name or label, or its key, holders or shape; `nil` if none
  /// does.
  package static func entry(of segment: Segment) -> Entry? {
    if let name = segment.name {
      guard let first = name.bytes.first else { return nil }
      let isRemoved = segment.isRemoved
      return byFirstByte[Int(first)].first { $0.match(name, isRemoved: isRemoved) }
    }
    if let label = segment.label { return byLabel.first { $0.match(label: label) } }
    guard let key = segment.key?.rawValue else { return nil }
    return byKey.first { $0.match(key) } ?? bySystemV.first { $0.match(segment, key) }
  }

  /// The names of the applications that are recognised for certain, some of them several times.
  package static var names: [[UInt8]] { rows.filter { !$0.isGuess }.map(\.name.bytes) }

  /// The first row that matches the bytes of a segment of `size` bytes; `nil` if none does.
  ///
  /// `read` returns at most `count` bytes at an offset. Only views of a single segment call this:
  /// listings do not read bytes.
  package static func entry(
    ofContents size: UInt64, _ read: (_ offset: UInt64, _ count: Int) -> [UInt8]
  ) -> Entry? {
    for row in rows {
      guard case .contents(let magic) = row.recognition, let match = magic.match(size: size, read)
      else {
        continue
      }
      return Entry(
        application: row, processes: match.processes,
        isPostgreSQLHeader: magic.isPostgreSQL)
    }
    return nil
  }

  /// Rows that are matched in their order.
  ///
  /// They are never freed, so their references need not be counted: tens of thousands of segments are looked up
  /// on all processors, which would wait for each other's counts.
  private struct Candidates: Sendable {
    private let rows: [Unmanaged<Application>]

    init(_ rows: [Application]) { self.rows = rows.map(Unmanaged.passRetained) }

    /// The first row for which `match` returns something.
    @inline(__always)
    func first(_ match: (Application) -> NamePattern.Match?) -> Entry? {
      for row in rows {
        if let match = row._withUnsafeGuaranteedRef(match) {
          return Entry(application: row.takeUnretainedValue(), processes: match.processes)
        }
      }
      return nil
    }
  }

  /// For each first byte of a name, the rows that can match: most names match no row.
  private static let byFirstByte = (UInt8.min...UInt8.max).map { byte in
    Candidates(rows.filter { $0.canMatch(namesStartingWith: byte) })
  }

  private static let byLabel = Candidates(
    rows.filter { if case .label = $0.recognition { true } else { false } })

  private static let byKey = Candidates(
    rows.filter { if case .keys = $0.recognition { true } else { false } })

  /// The rows for System V segments that are not recognised by a key, guesses last.
  private static let bySystemV = Candidates(
    rows.filter { $0.isForSystemV && !$0.isGuess } + rows.filter(\.isGuess))
}

extension Application {
  fileprivate var isForSystemV: Bool {
    switch recognition {
    case .programs, .shape, .ofPostgreSQLUser, .sizeHeuristic: true
    case .name, .unlinkedName, .keys, .label, .contents: false
    }
  }

  /// Whether a segment whose name starts with this byte can match.
  fileprivate func canMatch(namesStartingWith byte: UInt8) -> Bool {
    switch recognition {
    case .name(let pattern), .unlinkedName(let pattern): pattern.canStart(with: byte)
    case .keys, .label, .programs, .shape, .ofPostgreSQLUser, .sizeHeuristic, .contents: false
    }
  }

  /// Matches the name of a segment; `nil` if it does not match.
  fileprivate func match(_ name: ShmName, isRemoved: Bool) -> NamePattern.Match? {
    switch recognition {
    case .name(let pattern): pattern.match(name)
    case .unlinkedName(let pattern): isRemoved ? pattern.match(name) : nil
    case .keys, .label, .programs, .shape, .ofPostgreSQLUser, .sizeHeuristic, .contents: nil
    }
  }

  /// Matches the label of a memfd; `nil` if it does not match.
  fileprivate func match(label: [UInt8]) -> NamePattern.Match? {
    if case .label(let pattern) = recognition { pattern.match(label: label) } else { nil }
  }

  /// Matches the key of a System V segment; `nil` if it does not match.
  fileprivate func match(_ key: UInt32) -> NamePattern.Match? {
    guard case .keys(let keys) = recognition, keys.contains(key) else { return nil }
    return NamePattern.Match()
  }

  /// Matches a System V segment by other facts than its key; `nil` if it does not match.
  fileprivate func match(_ segment: Segment, _ key: UInt32) -> NamePattern.Match? {
    matches(segment, key) ? NamePattern.Match() : nil
  }

  private func matches(_ segment: Segment, _ key: UInt32) -> Bool {
    switch recognition {
    case .programs(let programs, let isPrivate):
      (key == 0 || !isPrivate) && segment.isUsed(byAnyOf: programs)
    case .shape(let sizes, let permissions):
      !segment.isRemoved && sizes.contains(segment.size)
        && segment.mode?.accessPermissions.rawValue == permissions
    case .ofPostgreSQLUser(let permissions):
      !segment.isRemoved && key != 0 && segment.isOwnedByPostgreSQLUser
        && segment.mode?.accessPermissions.rawValue == permissions
    case .sizeHeuristic(let sizes):
      key == 0 && segment.isRemoved && segment.attachments == 2 && sizes.contains(segment.size)
    case .name, .unlinkedName, .keys, .label, .contents: false
    }
  }
}

extension Segment {
  /// The application that created it, recognised by its name, key, size and holders.
  package var application: KnownApplications.Entry? { KnownApplications.entry(of: self) }

  /// Whether it is in a directory whose path has the PIDs of a known application.
  ///
  /// If these processes are gone, so is their need for the directory.
  package var isInDirectoryOfKnownProcesses: Bool {
    name?.isNested == true && application?.processes.isEmpty == false
  }

  /// Whether one of these programs created it or holds it; its command is all that is compared.
  fileprivate func isUsed(byAnyOf programs: [StaticText]) -> Bool {
    if let creatorCommand, programs.contains(where: { $0.bytes == creatorCommand }) { return true }
    return holders?.contains { holder in programs.contains { $0.bytes == holder.command } } == true
  }
}
