import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

/// The events between two snapshots.
struct SnapshotDifferenceTests {
  /// A scan in which the processes with these numbers could not be read; `nil` for no scan.
  private func scan(unreadable: [Int32] = []) -> HolderScan {
    var scan = HolderScan(timestamp: Samples.now)
    for process in unreadable {
      scan.unreadable[ProcessID(rawValue: process)] = UserID(rawValue: 0)
    }
    return scan
  }

  private func snapshot(
    _ segments: [Segment], unreadable: [Int32] = [], isScanned: Bool = true,
    unlisted: Set<Segment.Kind> = []
  ) -> Snapshot {
    Snapshot(
      timestamp: Samples.now, segments: segments,
      scan: isScanned ? scan(unreadable: unreadable) : nil, unlisted: unlisted)
  }

  private func events(_ earlier: Snapshot, _ later: Snapshot) -> [String] {
    SnapshotDifference(from: earlier, to: later).events.map { event in
      let segment = event.segment.name.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "sysv"
      switch event.change {
      case .created: return "created \(segment)"
      case .grown(let size): return "grown \(segment) from \(size)"
      case .shrunk(let size): return "shrunk \(segment) from \(size)"
      case .removed: return "removed \(segment)"
      case .held(let holder): return "held \(segment) by \(holder?.process.rawValue ?? 0)"
      case .letGo(let holder): return "let go \(segment) by \(holder?.process.rawValue ?? 0)"
      case .freed: return "freed \(segment)"
      }
    }
  }

  private func events(_ earlier: [Segment], _ later: [Segment]) -> [String] {
    events(snapshot(earlier), snapshot(later))
  }

  private func holder(_ process: Int32, start: UInt64 = 1) -> Holder {
    var holder = Holder(
      process: ProcessID(rawValue: process), user: UserID(rawValue: 0), command: [])
    holder.start = ProcessStart(ticks: start, moment: Samples.now)
    return holder
  }

  private func file(
    _ name: String, inode: UInt64 = 1, size: UInt64 = 1, by holders: [Holder]? = []
  ) -> Segment {
    var segment = Samples.posix(name, inode: inode, size: size)
    segment.holders = holders
    return segment
  }

  private func unlinked(_ name: String, inode: UInt64 = 1, by holders: [Holder]) -> Segment {
    let birth = Timestamp(seconds: 1_795_238_111, nanoseconds: 5)
    var segment = Segment(
      identity: .unlinked(
        ShmName(Array(name.utf8)), FileIdentity(device: 25, inode: inode, birth: birth)),
      kind: .posix, size: 1, allocated: 1, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
    segment.holders = holders
    return segment
  }

  private func systemV(
    _ number: Int32 = 1, attachments: UInt64 = 0, by holders: [Holder] = [], mode: UInt32 = 0o600
  ) -> Segment {
    var segment = Samples.systemV(number, mode: mode, attachments: attachments)
    segment.holders = holders
    return segment
  }

  @Test func `nothing happens between equal snapshots`() {
    #expect(events(Samples.segments, Samples.segments) == [])
  }

  @Test func `a new segment is created, and held by its holders`() {
    #expect(
      events([], [file("a", by: [holder(7), holder(8)])])
        == ["created a", "held a by 7", "held a by 8"])
    #expect(events([], [systemV()]) == ["created sysv"])
  }

  @Test func `a size that changes is growth or its opposite`() {
    #expect(events([file("a", size: 1)], [file("a", size: 9)]) == ["grown a from 1"])
    #expect(events([file("a", size: 9)], [file("a", size: 1)]) == ["shrunk a from 9"])
  }

  @Test func `a name that goes is removed, and its memory freed when the last holder lets go`() {
    let held = file("a", by: [holder(7)])
    let removed = unlinked("a", by: [holder(7)])
    #expect(events([held], [removed]) == ["removed a"])
    #expect(events([removed], []) == ["let go a by 7", "freed a"])
    #expect(events([held], []) == ["let go a by 7", "removed a", "freed a"])
    #expect(events([file("a")], []) == ["removed a", "freed a"])
  }

  @Test func `a System V segment is removed with its mark, and freed when it is listed no more`() {
    let held = systemV(attachments: 1, by: [holder(7)])
    let removed = systemV(attachments: 1, by: [holder(7)], mode: 0o1600)
    #expect(events([held], [removed]) == ["removed sysv"])
    #expect(events([removed], []) == ["let go sysv by 7", "freed sysv"])
    #expect(events([systemV()], []) == ["removed sysv", "freed sysv"])
  }

  @Test func `holders come and go, and a number that was used again is another process`() {
    #expect(events([file("a")], [file("a", by: [holder(7)])]) == ["held a by 7"])
    #expect(events([file("a", by: [holder(7)])], [file("a")]) == ["let go a by 7"])
    #expect(
      events([file("a", by: [holder(7)])], [file("a", by: [holder(7, start: 2)])])
        == ["let go a by 7", "held a by 7"])
    // A file that was made after the scan has no holders until the next.
    #expect(events([file("a", by: nil)], [file("a", by: [holder(7)])]) == ["held a by 7"])
  }

  @Test func `a file that takes a name is another segment`() {
    #expect(
      events([file("a", inode: 1)], [file("a", inode: 2)])
        == ["removed a", "freed a", "created a"])
  }

  @Test func `a second name of a file is created and removed, and frees nothing`() {
    let one = file("a", by: [holder(7)])
    let other = file("b", by: [holder(7)])
    #expect(events([one], [one, other]) == ["created b", "held b by 7"])
    #expect(events([one, other], [one]) == ["removed b"])
  }

  @Test func `what could not be read is no change`() {
    let held = file("a", by: [holder(7)])
    #expect(events(snapshot([held]), snapshot([file("a")], unreadable: [7])) == [])
    #expect(events(snapshot([file("a")], unreadable: [7]), snapshot([held])) == [])
    #expect(events(snapshot([held]), snapshot([held], isScanned: false)) == [])
    let removed = unlinked("a", by: [holder(7)])
    #expect(events(snapshot([removed]), snapshot([], unreadable: [7])) == [])
    #expect(events(snapshot([], unreadable: [7]), snapshot([removed])) == [])
    #expect(events(snapshot([removed]), snapshot([], isScanned: false)) == [])
    #expect(events(snapshot([], isScanned: false), snapshot([removed])) == [])
    // A process that was not read can still hold it.
    #expect(events(snapshot([file("a")]), snapshot([], unreadable: [9])) == ["removed a"])
    #expect(events(snapshot([systemV()]), snapshot([], unreadable: [9])).last == "freed sysv")
  }

  @Test func `a table that could not be read is no change`() {
    let all = [systemV(), file("a")]
    #expect(events(snapshot(all), snapshot([all[1]], unlisted: [.systemV])) == [])
    #expect(events(snapshot([all[1]], unlisted: [.systemV]), snapshot(all)) == [])
    #expect(events(snapshot(all), snapshot([all[0]], unlisted: [.posix, .semaphore])) == [])
  }

  @Test func `a directory that could not be read hides what is in it, and nothing else`() {
    func unread(_ segments: [Segment], _ directory: String) -> Snapshot {
      Snapshot(
        timestamp: Samples.now, segments: segments, scan: scan(),
        problems: [
          ReadProblem(
            FilePath("/dev/shm"), .failed(.permissionDenied), directory: Array(directory.utf8),
            isMinor: true)
        ], unlisted: [.posix, .semaphore])
    }
    let all = [file("a", inode: 1), file("sub/b", inode: 2), file("subway", inode: 3)]
    #expect(events(unread([], "sub"), snapshot(all)) == ["created a", "created subway"])
    // Their files can have other names there.
    #expect(events(snapshot(all), unread([], "sub")) == ["removed a", "removed subway"])
    #expect(events(unread([], ""), snapshot(all)) == [])
  }

  @Test func `a file is freed if all processes were read but those that the user vouches for`() {
    let later = Snapshot(
      timestamp: Samples.now, segments: [], scan: scan(unreadable: [7]),
      assumptions: Assumptions([.process(ProcessID(rawValue: 7))]))
    #expect(events(snapshot([file("a")]), later) == ["removed a", "freed a"])
    #expect(events(snapshot([file("a")]), snapshot([], unreadable: [7])) == ["removed a"])
  }

  @Test func `the kernel counts holders that are not seen`() {
    #expect(events([systemV()], [systemV(attachments: 2)]) == ["held sysv by 0"])
    #expect(events([systemV(attachments: 2)], [systemV(attachments: 1)]) == ["let go sysv by 0"])
    #expect(events([], [systemV(attachments: 2)]) == ["created sysv", "held sysv by 0"])
    var free = file("a")
    free.isHeldAnywhere = false
    var held = file("a")
    held.isHeldAnywhere = true
    #expect(events([free], [held]) == ["held a by 0"])
    #expect(events([held], [free]) == ["let go a by 0"])
    #expect(events([held], [file("a")]) == [])
  }
}
