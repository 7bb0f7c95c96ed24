package import Kernel

/// The applications whose segments can be recognised: a table of ``Application``.
///
/// To add an application, add a row to ``rows``.
package enum KnownApplications {
  /// The application that was recognised in a segment.
  package struct Entry: Hashable, Sendable {
    package let application: Application
    /// The PID of the creator, from the segment's name or bytes; `nil` if they do not contain it.
    ///
    /// Another process can have that PID now.
    package let process: ProcessID?
    /// Whether the segment starts with the header of PostgreSQL's System V segment.
    package var isPostgreSQLHeader = false
  }

  /// The first row that matches a segment's name, label, key or size; `nil` if none does.
  package static func entry(of segment: Segment) -> Entry? {
    if let name = segment.name {
      guard let first = name.bytes.first else { return nil }
      for candidate in byFirstByte[Int(first)] {
        if let match = candidate.pattern.match(name) {
          return Entry(application: rows[candidate.row], process: match.process)
        }
      }
    } else if let label = segment.label {
      for (application, pattern) in byLabel {
        if let match = pattern.match(ShmName(label)) {
          return Entry(application: application, process: match.process)
        }
      }
    } else if let key = segment.key?.rawValue {
      for (application, keys) in byKey where keys.contains(key) {
        return Entry(application: application, process: nil)
      }
      return bySize(segment, key)
    }
    return nil
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
        application: row, process: match.process,
        isPostgreSQLHeader: magic.isPostgreSQL)
    }
    return nil
  }

  private static func bySize(_ segment: Segment, _ key: UInt32) -> Entry? {
    guard key == 0, segment.isRemoved, segment.attachments == 2 else { return nil }
    for row in rows {
      guard case .sizeHeuristic(let sizes) = row.recognition, sizes.contains(segment.size) else {
        continue
      }
      return Entry(application: row, process: nil)
    }
    return nil
  }

  /// A row that is recognised by a name.
  private struct Candidate: Sendable {
    let row: Int
    let pattern: NamePattern
  }

  /// For each first byte of a name, the rows that can match, in their order.
  ///
  /// This is for speed: tens of thousands of names are looked up, and most match no row.
  private static let byFirstByte: [[Candidate]] = {
    let candidates = rows.enumerated().compactMap { row, application in
      if case .name(let pattern) = application.recognition {
        Candidate(row: row, pattern: pattern)
      } else {
        nil
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
}

extension Segment {
  /// The application that created it, recognised by its name or key alone.
  package var application: KnownApplications.Entry? { KnownApplications.entry(of: self) }
}
