import Kernel
import SharedMemory
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Names of users and groups.
struct AccountsTests {
  /// Counts how often it is asked for whom.
  private final class Directory: Sendable {
    let users = Mutex<[UInt32: Int]>([:])
    let groups = Mutex<[UInt32: Int]>([:])

    var source: Accounts.Source {
      Accounts.Source(
        user: { user in
          self.users.withLock { $0[user.rawValue, default: 0] += 1 }
          return user.rawValue == 120 ? nil : Array("user\(user.rawValue)".utf8)
        },
        group: { group in
          self.groups.withLock { $0[group.rawValue, default: 0] += 1 }
          return Array("group\(group.rawValue)".utf8)
        })
    }
  }

  @Test func `each user is looked up once, even one without a name`() throws {
    let directory = Directory()
    try Fixture.with { fixture in
      try fixture.complete()
      var snapshotReader = SnapshotReader(root: fixture.root, accounts: directory.source)
      for _ in 0..<3 { _ = snapshotReader.read([.users, .groups]) }
      let accounts = snapshotReader.read([.users, .groups]).accounts
      #expect(accounts.name(of: UserID(rawValue: 1000)) == Array("user1000".utf8))
      #expect(accounts.name(of: UserID(rawValue: 120)) == nil)
      #expect(accounts.name(of: GroupID(rawValue: 128)) == Array("group128".utf8))
    }
    #expect(directory.users.withLock { $0 } == [0: 1, 120: 1, 1000: 1])
    #expect(directory.groups.withLock { $0 } == [0: 1, 128: 1, 1000: 1])
  }

  @Test func `groups are not looked up if only users are needed`() throws {
    let directory = Directory()
    try Fixture.with { fixture in
      try fixture.complete()
      var snapshotReader = SnapshotReader(root: fixture.root, accounts: directory.source)
      _ = snapshotReader.read(.users)
    }
    #expect(directory.users.withLock { $0 } == [0: 1, 120: 1, 1000: 1])
    #expect(directory.groups.withLock { $0 }.isEmpty)
  }

  @Test func `no user is looked up if no names are needed`() throws {
    let directory = Directory()
    try Fixture.with { fixture in
      try fixture.complete()
      var snapshotReader = SnapshotReader(root: fixture.root, accounts: directory.source)
      let snapshot = snapshotReader.read([.limits, .memory])
      #expect(snapshot.accounts.name(of: UserID(rawValue: 1000)) == nil)
    }
    #expect(directory.users.withLock { $0 }.isEmpty)
    #expect(directory.groups.withLock { $0 }.isEmpty)
  }

  @Test func `the system has a name for root, and none for an unused number`() {
    let nobody = Ownership(user: UserID(rawValue: .max - 7), group: GroupID(rawValue: .max - 7))
    var accounts = Accounts()
    accounts.lookUp(UserID(rawValue: 0))
    accounts.lookUp(GroupID(rawValue: 0))
    accounts.lookUp(nobody.user)
    accounts.lookUp(nobody.group)
    #expect(accounts.name(of: UserID(rawValue: 0)) == Array("root".utf8))
    #expect(accounts.name(of: GroupID(rawValue: 0)) == Array("root".utf8))
    #expect(accounts.name(of: nobody.user) == nil)
    #expect(accounts.name(of: nobody.group) == nil)
  }

  @Test func `the system finds root by name, and no user for an unused name`() {
    let find = Accounts.Source.system.userNamed
    #expect(find(Array("root".utf8)) == UserID(rawValue: 0))
    for name in ["", "nobody-is-called-so", "root\0", "0"] {
      #expect(find(Array(name.utf8)) == nil, "\(name)")
    }
    #expect(find([0xff, 0x0a]) == nil)
  }
}
