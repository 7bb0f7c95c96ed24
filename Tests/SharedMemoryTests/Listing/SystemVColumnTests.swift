import Kernel
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Columns of `/proc/sysvipc/shm` are found by their names.
struct SystemVColumnTests {
  @Test func `the table of an old kernel has no memory columns`() throws {
    let listing = try Fixture.listing(
      of: """
               key      shmid perms       size  cpid  lpid nattch   uid   gid  cuid  cgid \
             atime      dtime      ctime
           5432001      32769   600         56  3187  3190      6  1000  1001  1002  1003 \
        1795237200 1795237201 1795150800

        """)
    let segment = try #require(listing.segments.first)
    #expect(listing.problem == nil)
    #expect(segment.size == 56)
    #expect(segment.allocated == nil)
    #expect(segment.resident == nil)
    #expect(segment.swapped == nil)
    #expect(segment.times.change == Timestamp(seconds: 1_795_150_800))
  }

  @Test func `columns can stand in any order`() throws {
    let listing = try Fixture.listing(
      of: """
        swap rss ctime dtime atime cgid cuid gid uid nattch lpid cpid size perms shmid key
        16 15 14 13 12 11 10 9 8 7 6 5 4 0644 2 1

        """)
    let expected = Segment(
      identity: .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: 2), key: IPCKey(rawValue: 1), change: Timestamp(seconds: 14),
          creatorProcess: ProcessID(rawValue: 5), creatorUser: UserID(rawValue: 10))),
      kind: .systemV, size: 4, allocated: 31, resident: 15, swapped: 16,
      mode: FileMode(rawValue: 0o644),
      owner: Ownership(user: UserID(rawValue: 8), group: GroupID(rawValue: 9)),
      creator: Ownership(user: UserID(rawValue: 10), group: GroupID(rawValue: 11)),
      creatorProcess: ProcessID(rawValue: 5), lastProcess: ProcessID(rawValue: 6), attachments: 7,
      times: Segment.Times.systemV(
        attach: Timestamp(seconds: 12), detach: Timestamp(seconds: 13),
        change: Timestamp(seconds: 14)))
    #expect(listing.segments == [expected])
    #expect(listing.problem == nil)
  }

  @Test func `unknown columns are skipped`() throws {
    let listing = try Fixture.listing(
      of: """
        tier key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss label swap
        slow 1 2 600 4 5 6 7 8 9 10 11 12 13 14 15 system_u:object_r 16

        """)
    let segment = try #require(listing.segments.first)
    #expect(listing.problem == nil)
    #expect(segment.size == 4)
    #expect(segment.resident == 15)
    #expect(segment.swapped == 16)
  }

  @Test func `one memory column without the other is ignored`() throws {
    let listing = try Fixture.listing(
      of: """
        key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss
        1 2 600 4 5 6 7 8 9 10 11 12 13 14 15

        """)
    #expect(listing.segments.map(\.resident) == [nil])
  }

  @Test(
    arguments: [
      ("", "key"),
      ("\n", "key"),
      ("key perms\n1 600\n", "shmid"),
      ("key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime\n", "ctime"),
    ])
  func `a table without a column that all kernels write is a problem`(
    table: String, column: String
  ) throws {
    do throws(any Error) {
      let listing = try Fixture.listing(of: table)
      Issue.record("read \(listing)")
    } catch {
      let problem = try #require(error as? ReadProblem)
      #expect(problem.reason == .missingColumn(column))
      #expect(!problem.isMinor)
      #expect(problem.path.string.hasSuffix("/proc/sysvipc/shm"))
    }
  }

  @Test func `a kernel without System V has no table`() throws {
    try Fixture.with { fixture in
      let path = fixture.root.appending("proc/sysvipc/shm")
      #expect(throws: ReadProblem(path, .failed(.noSuchFileOrDirectory))) {
        try SystemVTable(root: fixture.root).read()
      }
    }
  }

  @Test func `a table with a header alone has no segments`() throws {
    let listing = try Fixture.listing(of: Fixture.header + "\n")
    #expect(listing.segments.isEmpty)
    #expect(listing.problem == nil)
  }
}
