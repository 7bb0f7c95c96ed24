import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// Holders that are known by the path of the file.
struct PathHolderTests {
  private func table(_ lines: String...) -> MountTable {
    MountTable(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private static let shm = "60 59 0:27 / /dev/shm rw - tmpfs tmpfs rw"

  @Test func `a bind mount of a file is found by its device and its root`() {
    let table = table(
      Self.shm, "63 43 0:27 /a\\040b /mnt/x rw - tmpfs tmpfs rw",
      "64 43 0:27 /gone//deleted /mnt/y rw - tmpfs tmpfs rw",
      "65 43 0:28 /other /mnt/z rw - tmpfs tmpfs rw")
    let mounts = BindMounts(of: ShmDirectory(device: 27), among: table)
    #expect(
      mounts.found(in: table, seenBy: nil) == [
        Array("/dev/shm/a b".utf8): [.mount(Array("/mnt/x".utf8), seenBy: nil)],
        Array("/dev/shm/gone (deleted)".utf8): [.mount(Array("/mnt/y".utf8), seenBy: nil)],
      ])
  }

  @Test func `the path is below the root of the mount, if that is a directory of its file system`()
  {
    let table = table(
      "60 59 0:27 /shm /dev/shm rw - btrfs disk rw", "63 43 0:27 /shm/a /mnt/x rw - btrfs disk rw",
      "64 43 0:27 /other/a /mnt/y rw - btrfs disk rw")
    let mounts = BindMounts(of: ShmDirectory(device: 27), among: table)
    #expect(Array(mounts.found(in: table, seenBy: nil).keys) == [Array("/dev/shm/a".utf8)])
  }

  private func scan(_ path: String, _ holders: PathHolders) -> HolderScan {
    var scan = HolderScan(timestamp: VerdictTests.now)
    scan.byPath[Array(path.utf8)] = holders
    return scan
  }

  private func verdict(_ segment: Segment, _ scan: HolderScan) -> Verdict {
    var segment = segment
    segment.setHolders(from: scan)
    return VerdictRules(by: scan, at: VerdictTests.now).verdict(on: segment)
  }

  private let mount = KernelHolder.mount(Array("/mnt/x".utf8), seenBy: nil)

  @Test func `a mount holds a file, and only the file of that name`() {
    let scan = scan("/dev/shm/psm_1", PathHolders(mounts: [mount]))
    #expect(
      verdict(VerdictTests.file("psm_1"), scan)
        == Verdict(.inUse, [.heldByKernel(mount, others: 0)]))
    #expect(verdict(VerdictTests.file("psm_2"), scan).state == .orphan)
  }

  @Test(arguments: [true, false])
  func `below another mount of the directory, a path may be that of another file`(
    isCovered: Bool
  ) throws {
    let path = Array("/dev/shm/psm_1".utf8)
    var scan = scan("/dev/shm/psm_1", PathHolders(processes: [VerdictTests.holder]))
    scan.shm = ShmDirectory(device: 27)
    try Fixture.with { fixture in
      let upper = isCovered ? "61 60 0:28 / /dev/shm rw - tmpfs tmpfs rw\n" : ""
      try fixture.tree.write(Self.shm + "\n" + upper, to: "proc/self/mountinfo")
      scan.addMountsAndDevices(root: fixture.root, seenBy: [])
    }
    #expect(scan.byPath[path]?.processes == (isCovered ? [] : [VerdictTests.holder]))
    #expect(scan.byPath[path]?.possibleProcesses == (isCovered ? [VerdictTests.holder] : []))
  }

  @Test func `what only may hold a file leaves its state unknown`() {
    let loop = KernelHolder.loop("loop0")
    let scan = scan("/dev/shm/psm_1", PathHolders(possibleKernelHolders: [loop]))
    #expect(
      verdict(VerdictTests.file("psm_1"), scan) == Verdict(.unknown, [.mayBeHeld([], loop)]))
    var held = VerdictTests.file("psm_1", isHeldAnywhere: true)
    held.possibleKernelHolders = [loop]
    #expect(
      VerdictRules(by: scan, at: VerdictTests.now).verdict(on: held)
        == Verdict(.inUse, [.heldByUnseen, .mayBeHeld([], loop)]))
  }

  @Test func `a process with a ring is a holder, in another mount namespace a possible one`() {
    var holder = VerdictTests.holder
    holder.registrations = 1
    let sure = scan("/dev/shm/psm_1", PathHolders(processes: [holder]))
    #expect(
      verdict(VerdictTests.file("psm_1"), sure) == Verdict(.inUse, [.held(by: holder, others: 0)]))
    let possible = scan("/dev/shm/psm_1", PathHolders(possibleProcesses: [holder]))
    #expect(
      verdict(VerdictTests.file("psm_1"), possible)
        == Verdict(.unknown, [.mayBeHeld([holder.process], nil)]))
  }

  @Test(
    arguments: [
      ("/dev/shm/gone (deleted)", true), ("/dev/shm/psm_1 (deleted)", false),
      ("/dev/shm/psm_1", false),
    ])
  func `a removed file that only a ring holds has no row, so the sum is a lower bound`(
    path: String, isMore: Bool
  ) {
    let scan = scan(path, PathHolders(processes: [VerdictTests.holder]))
    let row = Segment(
      identity: .unlinked(ShmName("psm_1".utf8), FileIdentity(device: 27, inode: 5, birth: nil)),
      kind: .posix, size: 1, allocated: 4096, resident: 4096, swapped: 0, mode: nil, owner: nil,
      times: Segment.Times())
    #expect(scan.holdsMore(than: [row]) == isMore)
    let snapshot = Snapshot(timestamp: VerdictTests.now, segments: [row], scan: scan)
    #expect(Totals(of: snapshot).removed.isComplete == !isMore)
  }

  @Test func `an unlinked file can share its old path with others`() {
    let scan = scan("/dev/shm/x (deleted)", PathHolders(mounts: [mount]))
    var segment = VerdictTests.unlinked("x", holders: [])
    segment.setHolders(from: scan)
    #expect(segment.kernelHolders.isEmpty)
    #expect(segment.possibleKernelHolders == [mount])
    #expect(segment.freed(byExitOf: VerdictTests.holder, scan).bytes == nil)
  }

  @Test func `descriptors in flight keep a file without the kernel's answer unknown`() {
    var scan = HolderScan(timestamp: VerdictTests.now)
    scan.inFlight = [ProcessID(rawValue: 7): 1]
    scan.visibilityGaps = [.descriptorsInFlight]
    #expect(
      verdict(VerdictTests.file("psm_1"), scan)
        == Verdict(.unknown, [.visibilityGap(.descriptorsInFlight)]))
    #expect(
      VerdictRules(by: scan, at: VerdictTests.now)
        .verdict(on: VerdictTests.file("psm_1", isHeldAnywhere: false)).state == .orphan)
  }

  @Test func `a holder is described by its command line and its parent`() throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mapping, of: file.path.string) { child in
        let scan = try HolderScanner(readsDetails: true).scan()
        let holder = try #require(
          scan.holders[.file(inode: try file.inode())]?.first {
            $0.process.rawValue == child.process
          })
        let details = try #require(holder.details)
        #expect(details.arguments.ends(with: " map \(file.path.string)"))
        #expect(details.parent.rawValue == getpid())
      }
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
