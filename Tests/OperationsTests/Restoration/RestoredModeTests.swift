import Kernel
import Operations
import SystemPackage
import TestSupport
import Testing

/// The permissions of a restored segment.
struct RestoredModeTests {
  /// A list with what the group, the mask and two users may do.
  private func list(_ group: UInt8, mask: UInt8, _ users: UInt8...) throws -> AccessControlList {
    let fixed: [(UInt8, UInt8)] = [(0x01, 6), (0x04, group), (0x10, mask), (0x20, 0)]
    var value: [UInt8] = [2, 0, 0, 0]
    for (tag, permissions) in fixed + users.map({ (UInt8(0x02), $0) }) {
      value += [tag, 0, permissions, 0, 1, 0, 0, 0]
    }
    return try #require(AccessControlList(value))
  }

  @Test(arguments: [0o600, 0o640, 0o7777, 0, 0o4755, 0o604] as [UInt32])
  func `all bits come back with owner and group`(saved: UInt32) {
    let mode = RestoredMode(
      file: saved, isUserRestored: true, isGroupRestored: true, list: .settled)
    #expect(mode.bits == saved && !mode.isNarrowed)
  }

  @Test(
    arguments: [
      (0o640, 0o600), (0o644, 0o644), (0o660, 0o600), (0o604, 0o600), (0o666, 0o666),
      (0o6755, 0o755), (0o446, 0o444), (0o077, 0), (0o477, 0o444),
    ] as [(UInt32, UInt32)])
  func `without the group, group and others get what all had`(saved: UInt32, bits: UInt32) {
    let mode = RestoredMode(
      file: saved, isUserRestored: false, isGroupRestored: false, list: .settled)
    #expect(mode.bits == bits && mode.isNarrowed == (bits != saved))
  }

  @Test(
    arguments: [
      (0o640, 0o640), (0o4640, 0o640), (0o2640, 0o640), (0o077, 0),
      (0o604, 0o604), (0o407, 0o404),
    ] as [(UInt32, UInt32)])
  func `without the owner, no class gets more than the owner had`(saved: UInt32, bits: UInt32) {
    let mode = RestoredMode(
      file: saved, isUserRestored: false, isGroupRestored: true, list: .settled)
    #expect(mode.bits == bits)
  }

  @Test(
    arguments: [(0o640, 0o600), (0o644, 0o644), (0o660, 0o600), (0o604, 0o604)]
      as [(UInt32, UInt32)])
  func `group bits that can be a mask count only as far as others have them`(
    saved: UInt32, bits: UInt32
  ) {
    let mode = RestoredMode(
      file: saved, isUserRestored: true, isGroupRestored: true, list: .unknown)
    #expect(mode.bits == bits)
  }

  @Test func `without its list, the group gets its own entry and no user gains`() throws {
    func bits(_ saved: UInt32, _ list: AccessControlList?) -> UInt32 {
      RestoredMode(file: saved, isUserRestored: true, isGroupRestored: true, list: .lost(list)).bits
    }
    #expect(bits(0o640, try list(0, mask: 4, 4)) == 0o600)
    #expect(bits(0o660, try list(6, mask: 4, 4)) == 0o640)
    #expect(bits(0o674, try list(5, mask: 7, 7)) == 0o654)
    // The named user had less than the group and others.
    #expect(bits(0o674, try list(5, mask: 7, 0)) == 0o600)
    #expect(bits(0o677, nil) == 0o600)
  }

  private func who(_ user: UInt32, _ group: UInt32) -> Ownership {
    Ownership(user: UserID(rawValue: user), group: GroupID(rawValue: group))
  }

  @Test func `the group of another creator gets no more than others`() {
    func bits(_ saved: UInt32, _ owner: Ownership, by creator: Ownership, now: Ownership) -> UInt32
    {
      RestoredMode(systemV: saved, owner: owner, creator: creator, actual: now).bits
    }
    let (ann, bob, root) = (who(1, 10), who(2, 20), who(0, 0))
    #expect(bits(0o660, ann, by: ann, now: ann) == 0o660)
    #expect(bits(0o660, ann, by: ann, now: root) == 0o600)
    #expect(bits(0o664, ann, by: ann, now: root) == 0o644)
    #expect(bits(0o660, ann, by: ann, now: who(0, 10)) == 0o660)
    // The old creator had the rights of the owner, and is one of the others now.
    #expect(bits(0o066, ann, by: bob, now: who(0, 10)) == 0)
    #expect(bits(0o066, ann, by: bob, now: who(2, 10)) == 0o066)
    // The group of the creator is among the others now.
    #expect(bits(0o604, ann, by: bob, now: root) == 0o600)
  }
}

/// Values of the attribute with the access control list.
struct AccessControlListTests {
  @Test func `the mask limits the group and named entries`() throws {
    let list = try #require(AccessControlList(TestSegment.listForNobody))
    #expect(list.group == 0 && list.named == [4])
  }

  @Test(arguments: 0..<4)
  func `damaged values are refused or give three bits`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<500 {
      let list = AccessControlList(random.mutated(TestSegment.listForNobody))
      #expect(list.map { $0.group <= 7 && $0.named.allSatisfy { $0 <= 7 } } ?? true)
    }
    #expect(AccessControlList([]) == nil && AccessControlList([2, 0, 0, 0]) == nil)
    #expect(AccessControlList([1, 0, 0, 0] + TestSegment.listForNobody.dropFirst(4)) == nil)
  }
}
