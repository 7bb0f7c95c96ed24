import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Who may do what with a restored file of a directory that gives its files an access control list.
struct RestoredAccessTests {
  @Test(.enabled(if: TestSegment.canHaveAttributes, "needs attributes on tmpfs, Linux 6.6"))
  func `a list that the file inherits from its directory is removed`() throws {
    try FileTree.with(in: "/dev/shm") { tree in
      let directory = try FileDescriptor.open(tree.path, .readOnly, options: .directory)
      defer { try? directory.close() }
      try ExtendedAttribute(
        name: Array("system.posix_acl_default".utf8), value: TestSegment.listForNobody
      ).set(on: directory)
      try tree.write("x", to: "inherits")
      #expect(
        try TestSegment(named: name("inherits", in: tree)).attributes()[TestSegment.list] != nil)
      try tree.write("12345", to: "copy")
      let metadata = SegmentMetadata(
        name: .posix(ShmName(name("restored", in: tree).utf8)), size: 5,
        mode: FileMode(rawValue: 0o600),
        owner: Ownership(
          user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid())),
        attributes: [])
      let (_, warnings) = try Restoration.restore(
        metadata, from: SavedFile(tree.path.appending("copy")))
      #expect(warnings.isEmpty)
      let restored = TestSegment(named: name("restored", in: tree))
      #expect(try restored.attributes().isEmpty)
      #expect(try restored.access().mode == 0o600)
    }
  }

  private func name(_ file: String, in tree: FileTree) -> String {
    "\(tree.path.lastComponent?.string ?? "")/\(file)"
  }

  /// Restores a segment as another user into a directory that gives its files a group of its own.
  private func restoreAsOther(
    _ name: SegmentMetadata.Name, owner: Ownership, creator: Ownership? = nil, mode: UInt32,
    from copy: FilePath
  ) throws -> (SegmentID, [Restoration.Warning]) {
    try OtherUser.perform {
      let restored = try Restoration.restore(
        SegmentMetadata(
          name: name, size: 5, mode: FileMode(rawValue: mode), owner: owner, creator: creator,
          attributes: []), from: SavedFile(copy))
      return (restored.id, restored.warnings)
    }
  }

  private func who(_ user: UInt32, _ group: UInt32) -> Ownership {
    Ownership(user: UserID(rawValue: user), group: GroupID(rawValue: group))
  }

  /// No process of a test is in this group.
  private static let group: UInt32 = 54_321

  @Test(.needs(.chown, .setUserID)) func `a bit that the kernel drops in silence is reported`()
    throws
  {
    try FileTree.with(in: "/dev/shm") { tree in
      try tree.write("12345", to: "copy")
      try checked { chown(tree.path.appending("copy").string, OtherUser.number, Self.group) }
      try tree.makeDirectory("inner")
      let inner = tree.path.appending("inner").string
      try checked { chown(inner, OtherUser.number, Self.group) }
      try checked { chmod(inner, 0o2755) }
      let place = SegmentMetadata.Name.posix(ShmName(name("inner/restored", in: tree).utf8))
      let (_, warnings) = try restoreAsOther(
        place, owner: who(OtherUser.number, Self.group), mode: 0o2640,
        from: tree.path.appending("copy"))
      #expect(warnings == [.mode(.notPermitted)])
    }
  }

  @Test(.needs(.chown, .setUserID, .ipcOwner))
  func `a System V segment with another creator is open to no more users`() throws {
    try FileTree.with { tree in
      try tree.write("12345", to: "copy")
      try checked { chown(tree.path.appending("copy").string, OtherUser.number, Self.group) }
      let owner = who(OtherUser.number, Self.group)
      let (id, warnings) = try restoreAsOther(
        .systemV(.private), owner: owner, creator: who(0, Self.group), mode: 0o660,
        from: tree.path.appending("copy"))
      guard case .systemV(let shmID) = id else { return }
      defer { _ = try? OtherUser.perform { try SysVShm.remove(shmID) } }
      #expect(try SysVShm.status(of: shmID).mode.accessPermissions.rawValue == 0o600)
      #expect(warnings.count == 2, "\(warnings)")
    }
  }

  @Test func `a restore for another owner or creator is one for another user`() {
    let own = who(geteuid(), 0)
    func isMadeForOther(_ owner: Ownership, _ creator: Ownership?) -> Bool {
      SegmentMetadata(
        name: .systemV(.private), size: 1, mode: FileMode(rawValue: 0o600), owner: owner,
        creator: creator
      ).isMadeForOther
    }
    #expect(!isMadeForOther(own, own) && !isMadeForOther(own, nil))
    #expect(isMadeForOther(who(own.user.rawValue + 1, 0), own))
    #expect(isMadeForOther(own, who(own.user.rawValue + 1, 0)))
  }
}
