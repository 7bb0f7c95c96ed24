internal import SystemPackage
package import Kernel

/// The applications whose segments can be recognised: a table of ``Application``.
///
/// To add an application, add a row to ``rows``.
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
      for candidate in byFirstByte[Int(first)] where candidate.isFor(segment) {
        if let match = candidate.pattern.match(name) {
          return Entry(application: rows[candidate.row], processes: match.processes)
        }
      }
    } else if let label = segment.label {
      for (application, pattern) in byLabel {
        if let match = pattern.match(label: label) {
          return Entry(application: application, processes: match.processes)
        }
      }
    } else if let key = segment.key?.rawValue {
      return systemV(segment, key).map { Entry(application: $0, processes: []) }
    }
    return nil
  }

  /// The names of the applications that are recognised for certain, some of them several times.
  package static var names: [[UInt8]] { rows.filter { !$0.isGuess }.map(\.name.bytes) }

  /// The row that matches a System V segment; a row that is only a guess comes last.
  private static func systemV(_ segment: Segment, _ key: UInt32) -> Application? {
    if let (application, _) = byKey.first(where: { $0.1.contains(key) }) { return application }
    return bySystemV.first { $0.recognition.matches(segment, key) }
  }

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

  /// A row that is recognised by a name.
  private struct Candidate: Sendable {
    let row: Int
    let pattern: NamePattern
    /// Whether only a name that is gone matches.
    let isUnlinked: Bool

    func isFor(_ segment: Segment) -> Bool { !isUnlinked || segment.isRemoved }
  }

  /// For each first byte of a name, the rows that can match, in their order.
  ///
  /// This is for speed: tens of thousands of names are looked up, and most match no row.
  private static let byFirstByte: [[Candidate]] = {
    let candidates = rows.enumerated().compactMap { row, application in
      switch application.recognition {
      case .name(let pattern): Candidate(row: row, pattern: pattern, isUnlinked: false)
      case .unlinkedName(let pattern): Candidate(row: row, pattern: pattern, isUnlinked: true)
      default: nil
      }
    }
    return (UInt8.min...UInt8.max).map { byte in
      candidates.filter { $0.pattern.canStart(with: byte) }
    }
  }()

  private static let byLabel = rows.compactMap { row -> (Application, NamePattern)? in
    if case .label(let pattern) = row.recognition { (row, pattern) } else { nil }
  }

  private static let byKey = rows.compactMap { row -> (Application, ClosedRange<UInt32>)? in
    if case .keys(let keys) = row.recognition { (row, keys) } else { nil }
  }

  /// The rows for System V segments that are not recognised by a key, guesses last.
  private static let bySystemV =
    rows.filter { $0.recognition.isForSystemV && !$0.isGuess } + rows.filter(\.isGuess)
}

extension Application.Recognition {
  fileprivate var isForSystemV: Bool {
    switch self {
    case .programs, .shape, .ofPostgreSQLUser, .sizeHeuristic: true
    case .name, .unlinkedName, .keys, .label, .contents: false
    }
  }

  /// Whether a System V segment matches by something else than its key.
  fileprivate func matches(_ segment: Segment, _ key: UInt32) -> Bool {
    switch self {
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
