import Kernel
import SystemPackage
import TestSupport
import Testing

/// The kernel's limits and its account of memory.
struct KernelNumberTests {
  @Test func `the default limits in bytes exceed 64 bits`() throws {
    try Fixture.with { fixture in
      try fixture.complete()
      let limits = try KernelLimits(root: fixture.root)
      #expect(limits.segments == 4096)
      #expect(limits.segmentSize == 18_446_744_073_692_774_399)
      #expect(limits.pages == 18_446_744_073_692_774_399)
      #expect(limits.bytes == .max)
    }
  }

  @Test func `limits that were set are exact`() throws {
    let limits = KernelLimits(segments: 1, segmentSize: 2, pages: 2_097_152, pageSize: 4096)
    #expect(limits.bytes == 8_589_934_592)
  }

  @Test(arguments: ["", "\n", "many\n", "-1\n", "18446744073709551616\n"])
  func `a limit that is not a number is a problem`(text: String) throws {
    try Fixture.with { fixture in
      try fixture.complete()
      try fixture.tree.write(text, to: "proc/sys/kernel/shmall")
      let path = fixture.root.appending("proc/sys/kernel/shmall")
      #expect(throws: ReadProblem(path, .notANumber)) { try KernelLimits(root: fixture.root) }
    }
  }

  @Test func `memory is read in bytes`() throws {
    try Fixture.with { fixture in
      try fixture.complete(swapFree: 2_097_047)
      let memory = try MemoryUsage(root: fixture.root)
      #expect(memory == MemoryUsage(shared: 13_312_000, swapped: 103_424))
    }
  }

  @Test(
    arguments: [
      ("Shmem: 18446744073709551615 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n", UInt64.max, 0),
      ("Shmem: 0 kB\nSwapTotal: 1 kB\nSwapFree: 2 kB\n", 0, 0),
      ("SwapFree: 0 kB\nSwapTotal: 1 kB\nShmem: 1 kB", 1024, 1024),
    ] as [(String, UInt64, UInt64)])
  func `unusual values of memory are parsed`(text: String, shared: UInt64, swapped: UInt64) throws {
    try Fixture.with { fixture in
      try fixture.tree.write(text, to: "proc/meminfo")
      let memory = try MemoryUsage(root: fixture.root)
      #expect(memory == MemoryUsage(shared: shared, swapped: swapped))
    }
  }

  @Test(
    arguments: [
      ("", "Shmem:"), ("Shmem: 1 kB\n", "SwapTotal:"),
      ("Shmem: x kB\nSwapTotal: 1 kB\nSwapFree: 2 kB\n", "Shmem:"),
      ("Shmem: 1 kB\nSwapTotal: 1 kB\n", "SwapFree:"),
    ])
  func `memory usage without one of its lines is a problem`(text: String, name: String) throws {
    try Fixture.with { fixture in
      try fixture.tree.write(text, to: "proc/meminfo")
      let path = fixture.root.appending("proc/meminfo")
      #expect(throws: ReadProblem(path, .missingColumn(name))) {
        try MemoryUsage(root: fixture.root)
      }
    }
  }

  @Test func `numbers that overflow become the nearest number`() {
    #expect(UInt64.max.addingSaturated(1) == .max)
    #expect(UInt64(2).addingSaturated(3) == 5)
    #expect((UInt64(1) << 63).multipliedSaturated(by: 2) == .max)
    #expect(UInt64(6).multipliedSaturated(by: 7) == 42)
    #expect(Int64.max.addingSaturated(1) == .max)
    #expect(Int64.min.addingSaturated(-1) == .min)
    #expect(Int64.max.subtractingSaturated(-1) == .max)
    #expect(Int64.min.subtractingSaturated(1) == .min)
    #expect(Int64(5).subtractingSaturated(7) == -2)
  }
}
