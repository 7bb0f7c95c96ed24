import Formatting
import SafeText
import Kernel
import SharedMemory
import TestSupport
import Testing

/// Which segments have changed from one snapshot to the next.
struct AllocationHistoriesTests {
  private func snapshot(_ sizes: [UInt64: UInt64], at seconds: Int64) -> Snapshot {
    let segments = sizes.sorted { $0.key < $1.key }.map { inode, bytes in
      Segment(
        identity: .posix(
          ShmName("s\(inode)".utf8), FileIdentity(device: 1, inode: inode, birth: nil)),
        kind: .posix, size: 1 << 30, allocated: bytes, resident: nil, swapped: nil, mode: nil,
        owner: nil, times: Segment.Times())
    }
    return Snapshot(timestamp: Timestamp(seconds: 1_795_266_312 + seconds), segments: segments)
  }

  private func id(_ inode: UInt64) -> SegmentID {
    .posix(ShmName("s\(inode)".utf8), inode: inode)
  }

  @Test func `only segments that change have a history, and only for a minute`() {
    var histories = AllocationHistories()
    var last = snapshot([1: 4096, 2: 4096], at: 0)
    func show(_ next: Snapshot) {
      histories.follow(last, next, haveSameSegments: next.hasSameSegments(as: last))
      last = next
    }
    show(snapshot([1: 8192, 2: 4096], at: 1))
    #expect(histories[id(1)]?.growth == 4096)
    #expect(histories[id(2)] == nil)
    #expect(histories.isChanging(id(1)))
    #expect(!histories.isChanging(id(2)))
    // Others come and go.
    show(snapshot([0: 1, 1: 8192], at: 2))
    #expect(!histories.isChanging(id(1)))
    #expect(histories[id(1)]?.growth == 4096)
    #expect(histories[id(0)] == nil)
    show(snapshot([0: 1, 1: 8192], at: 90))
    #expect(histories[id(1)] == nil)
    show(snapshot([0: 4096, 1: 8192], at: 91))
    #expect(histories[id(0)] != nil)
    show(snapshot([1: 8192], at: 92))
    #expect(histories[id(0)] == nil)
  }

  @Test func `no more histories are kept than the limit`() {
    var histories = AllocationHistories()
    let numbers = UInt64(0)..<UInt64(AllocationHistories.most + 10)
    let before = snapshot(Dictionary(uniqueKeysWithValues: numbers.map { ($0, 4096) }), at: 0)
    let after = snapshot(Dictionary(uniqueKeysWithValues: numbers.map { ($0, 8192) }), at: 1)
    histories.follow(before, after, haveSameSegments: after.hasSameSegments(as: before))
    #expect(numbers.count { histories[id($0)] != nil } == AllocationHistories.most)
    #expect(numbers.allSatisfy { histories.isChanging(id($0)) })
  }
}
