internal import Kernel
internal import SystemPackage

/// The users who own files that PostgreSQL servers create.
///
/// A server that was killed leaves such files beside its System V segment, whose key and size tell
/// nothing.
///
/// Why: Decisions/51-the-interlock-of-postgresql.md
enum PostgreSQLUsers {
  /// Sets ``Segment/isOwnedByPostgreSQLUser`` of System V segments.
  static func mark(_ segments: inout [Segment]) {
    var users: Set<UserID> = []
    for index in segments.indices {
      if let name = segments[index].name, name.bytes.starts(with: prefix),
        let owner = segments[index].owner
      {
        users.insert(owner.user)
      }
    }
    if users.isEmpty { return }
    for index in segments.indices where segments[index].kind == .systemV {
      if let owner = segments[index].owner, users.contains(owner.user) {
        segments[index].isOwnedByPostgreSQLUser = true
      }
    }
  }

  private static let prefix = Array("PostgreSQL.".utf8)
}
