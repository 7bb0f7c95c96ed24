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
}
