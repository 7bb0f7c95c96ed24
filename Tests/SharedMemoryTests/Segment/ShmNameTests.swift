import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The facts in the name of a POSIX segment.
struct ShmNameTests {
  @Test(
    arguments: [
      ("sem.x", "/x"), ("sem.sem.x", "/sem.x"), ("sem..", "/."), ("sem.", nil), ("sem", nil),
      ("semx", nil), ("d/sem.x", nil), ("sem.d/x", nil), ("xsem.x", nil), ("SEM.x", nil), ("", nil),
    ])
  func `a semaphore is a file of its name with a prefix, in the directory itself`(
    name: String, semaphore: String?
  ) {
    let name = ShmName(name.utf8)
    #expect(name.semaphore == semaphore.map { Array($0.utf8) })
    #expect(name.isSemaphore == (semaphore != nil))
  }

  @Test(
    arguments: [
      ("x", nil, "x", false), ("d/x", "d", "x", true), ("a/b/c", "a/b", "c", true),
    ] as [(String, String?, String, Bool)])
  func `a name is a directory and a file in it`(
    name: String, directory: String?, file: String, isNested: Bool
  ) {
    let name = ShmName(name.utf8)
    #expect(name.split.directory == directory.map { Array($0.utf8) })
    #expect(name.split.file == Array(file.utf8))
    #expect(name.isNested == isNested)
    #expect(name.slashed == Array("/".utf8) + name.bytes)
  }

  @Test func `semaphores in a listing are of their own kind`() throws {
    let listing = try Fixture.with { fixture in
      for name in ["sem.x", "sem.", "d/sem.x", "psm"] {
        try fixture.tree.write("", to: FilePath("dev/shm").appending(name))
      }
      return try POSIXDirectory(root: fixture.root).read(swapIsInUse: false)
    }
    #expect(listing.segment("sem.x")?.kind == .semaphore)
    #expect(listing.segment("sem.")?.kind == .posix)
    #expect(listing.segment("d/sem.x")?.kind == .posix)
    #expect(listing.segment("psm")?.kind == .posix)
  }

  @Test func `names stand in the order of their bytes`() {
    let names: [[UInt8]] = [[0xff], [0x61, 0x00], [0x61], [], [0x7a]]
    let sorted = names.map { ShmName($0) }.sorted().map(\.bytes)
    #expect(sorted == [[], [0x61], [0x61, 0x00], [0x7a], [0xff]])
  }
}
