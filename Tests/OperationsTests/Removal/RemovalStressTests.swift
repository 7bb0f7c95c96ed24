import CTestSupport
import Glibc
import Kernel
import Operations
import SharedMemory
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Removals of a name that another process gives to other files in a tight loop.
struct RemovalStressTests {
  /// The fate of every file that had the name, by inode.
  private struct Account: Sendable {
    var made: Set<UInt64> = []
    var taken: Set<UInt64> = []
    var swaps = 0
  }

  private static let swaps = 20_000

  @Test func `nothing that was not chosen is ever lost`() throws {
    try ShmFixture.with(in: "/dev/shm") { shm in
      let account = Mutex(Account())
      let isOver = Atomic<Bool>(false)
      var removed: Set<UInt64> = []
      var displaced: Set<UInt64> = []
      let swapper = try Swapper(directory: shm.tree.path.string)
      try Threads.withThread({
        for swap in 0..<Self.swaps {
          let (made, taken) = swapper.swap(swap)
          account.withLock {
            if let made { $0.made.insert(made) }
            if let taken { $0.taken.insert(taken) }
            $0.swaps += 1
          }
        }
        isOver.store(true, ordering: .releasing)
      }) {
        let place = try shm.place()
        let name = Array("it".utf8)
        var round = 0
        var chosen: FileIdentity?
        while !isOver.load(ordering: .acquiring) {
          // Most choices are old already when they are acted upon, as after a dialog.
          if round % 16 == 0 {
            chosen = try shm.listing.segments.first { $0.name == ShmName(name) }?.file ?? chosen
          }
          round += 1
          guard let chosen else { continue }
          do throws(RemovalError) {
            // Without the look before it, every swap ends in the private directory.
            if round % 2 == 0 { try place.check(name, chosen) }
            let moved = try place.moveAside(name)
            if moved.isSame(as: chosen) {
              try moved.remove()
              removed.insert(chosen.inode)
            } else {
              try moved.putBack()
            }
          } catch .displaced(let other, _) {
            let path = shm.path(String(decoding: other.bytes, as: UTF8.self))
            displaced.insert(try #require(Swapper.inode(path)))
            try checked { unlink(path) }
          } catch {
            #expect(error == .gone || error == .replaced)
          }
        }
      }
      let left = Set(try shm.listing.segments.compactMap { $0.file?.inode })
      let (made, taken, swaps) = account.withLock { ($0.made, $0.taken, $0.swaps) }
      #expect(swaps == Self.swaps)
      #expect(made.count > Self.swaps / 2)
      // Every file ended in exactly one way.
      #expect(made == taken.union(removed).union(displaced).union(left))
      #expect(made.count == taken.count + removed.count + displaced.count + left.count)
    }
  }
}

/// Gives one name to ever new files, and knows which ones it took it from.
private struct Swapper: Sendable {
  let directory: String

  init(directory: String) throws { self.directory = directory }

  /// One swap: the inode of the file that was made, and of the one that this thread destroyed.
  func swap(_ number: Int) -> (made: UInt64?, taken: UInt64?) {
    let (name, aside) = ("\(directory)/it", "\(directory)/new")
    switch number % 2 {
    case 0:
      // A file is renamed over the name, in a way that tells what was there.
      guard let made = Self.make(aside) else { return (nil, nil) }
      if ctest_exchange(aside, name) != 0 {
        guard link(aside, name) == 0 else {
          unlink(aside)
          return (made, made)
        }
        unlink(aside)
        return (made, nil)
      }
      let taken = Self.inode(aside)
      unlink(aside)
      return (made, taken)
    default:
      // The name is taken away and made anew.
      var taken: UInt64?
      if rename(name, aside) == 0 {
        taken = Self.inode(aside)
        unlink(aside)
      }
      return (Self.make(name), taken)
    }
  }

  private static func make(_ path: String) -> UInt64? {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    return fstat(file, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  static func inode(_ path: String) -> UInt64? {
    var status = stat()
    return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }
}

/// A thread beside the test's own.
private enum Threads {
  private final class Job: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  /// Runs `other` in a thread of its own while `body` runs, and waits for both.
  static func withThread(_ other: @escaping @Sendable () -> Void, _ body: () throws -> Void) throws
  {
    var thread = pthread_t()
    let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { job in
      if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work() }
      return nil
    }
    let code = pthread_create(&thread, nil, start, Unmanaged.passRetained(Job(other)).toOpaque())
    guard code == 0 else { throw Errno(rawValue: code) }
    defer { pthread_join(thread, nil) }
    try body()
  }
}
