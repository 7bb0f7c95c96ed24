package import SystemPackage

/// What the namespaces of this program keep it from seeing: see namespaces(7).
package struct OwnNamespaces: Hashable, Sendable {
  /// Whether it runs in an IPC or PID namespace other than the host's first, as in a container.
  ///
  /// The figures of `/proc/meminfo` are then those of the host, and the segments those of the
  /// container.
  package let isInOwnNamespace: Bool
  /// Whether it runs in the host's first user namespace.
  package let isInitialUser: Bool
  /// The number that stands for all users without a number in this user namespace.
  ///
  /// `nil` if all users have one, or if the number is also that of a user.
  package let unmappedUser: UserID?

  package init(
    isInOwnNamespace: Bool = false, isInitialUser: Bool = true, unmappedUser: UserID? = nil
  ) {
    self.isInOwnNamespace = isInOwnNamespace
    self.isInitialUser = isInitialUser
    self.unmappedUser = unmappedUser
  }

  /// Reads the namespaces below `root`; those that cannot be read count as the host's.
  package init(root: FilePath) {
    func isInitial(_ type: String, _ number: UInt64) -> Bool {
      ProcessDirectory.namespace(type, of: "self", root: root).map { $0 == number } ?? true
    }
    let isInitialUser = isInitial("user", 0xefff_fffd)
    var unmapped: UserID?
    if !isInitialUser,
      let map = try? ProcFile.read(root.appending("proc/self/uid_map")),
      let text = try? ProcFile.read(root.appending("proc/sys/kernel/overflowuid"))
    {
      var cursor = ByteParser(text)
      unmapped = cursor.unsigned().flatMap { Self.unmapped($0, map) }
    }
    self.init(
      isInOwnNamespace: !isInitial("ipc", 0xefff_ffff) || !isInitial("pid", 0xefff_fffc),
      isInitialUser: isInitialUser, unmappedUser: unmapped)
  }

  /// The number of unmapped users, unless a line of `uid_map` maps it: `0 100000 65536`.
  static func unmapped(_ number: UInt64, _ map: [UInt8]) -> UserID? {
    var cursor = ByteParser(map)
    while !cursor.isAtEnd {
      if let first = cursor.unsigned(), cursor.unsigned() != nil, let count = cursor.unsigned(),
        number >= first, number - first < count
      {
        return nil
      }
      cursor.skipLine()
    }
    return UInt32(exactly: number).map { UserID(rawValue: $0) }
  }
}
