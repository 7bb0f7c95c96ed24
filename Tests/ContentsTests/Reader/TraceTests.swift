import Glibc
import SystemPackage
import TestSupport
@testable import Contents
@testable import Kernel
@testable import SharedMemory
@testable import Operations
import Testing

/// The side effects of reading: for each kind and method, exactly those that the method states.
struct TraceTests {
  /// Takes nothing in.
  private struct Nowhere: ContentsSink {
    func write(_ bytes: UnsafeRawBufferPointer) {}
    func writeHole(_ count: UInt64) {}
    func finish() {}
  }

  /// The facts that may differ after a reader is closed.
  private func allowed(by cost: AccessMethod.SideEffects) -> Set<String> {
    switch cost {
    case .nothing, .swapsIn: []
    case .accessTime: ["st_atime"]
    case .attachAndDetach, .staysAttached: ["lpid", "atime", "dtime"]
    case .allocatesPages: ["lpid", "atime", "dtime", "rss"]
    }
  }

  /// Does all that can be done with an open segment.
  private func use(_ reader: ContentsReader) throws {
    let size = try reader.size()
    _ = try reader.read(at: 0, count: Int(size))
    _ = try reader.read(at: size - 1, count: 5000)
    var offset: UInt64 = 0
    while let extent = try reader.extent(at: offset) { offset = extent.range.upperBound }
    #expect(offset == size)
    for pattern in [[0x78], [0], [1, 2, 3]] as [[UInt8]] {
      let pattern = try #require(BytePattern(pattern))
      _ = try reader.search(for: pattern, from: 0) { _ in true }
      _ = try reader.search(for: pattern, before: size) { _ in true }
    }
    var sink = Nowhere()
    #expect(try reader.copy(0..<size, into: &sink) { _ in true } == size)
  }

  /// Opens, uses and closes a segment, and compares what the kernel says before and after.
  private func expectTrace(
    _ look: () throws -> KernelTrace, _ way: AccessMethod, while isOpen: Set<String> = [],
    _ open: () throws -> ContentsReader
  ) throws {
    let before = try look()
    var reader: ContentsReader? = try open()
    #expect(reader?.method == way)
    try reader.map { try use($0) }
    let allowed = allowed(by: way.sideEffects)
    #expect(try look().changes(since: before).isSubset(of: allowed.union(isOpen)))
    reader = nil
    let changes = try look().changes(since: before)
    #expect(changes.isSubset(of: allowed), "\(changes)")
  }

  private func open(
    _ segment: Segment, _ cost: AccessMethod.SideEffects = .nothing
  ) throws -> ContentsReader { try ContentsReader.open(segment, accepting: cost) }

  @Test(arguments: ["", "sem."]) func `reading a file as its owner changes nothing`(prefix: String)
    throws
  {
    let name = prefix + Unique.name()
    try TestSegment.with(named: name, size: 1 << 20) { made in
      try made.write([0x78], at: 70_000)
      try made.makeOld()
      let segment = try #require(RealHost.segment(named: name))
      try expectTrace({ try KernelTrace(ofFile: made.path.string) }, .file) { try open(segment) }
    }
  }

  @Test(.needs(.setUserID))
  func `reading a file as another user changes its access time`() throws {
    try TestSegment.with(size: 1 << 20, mode: 0o644) { made in
      try made.write([0x78], at: 70_000)
      try made.makeOld()
      let segment = try #require(RealHost.segment(named: made.name))
      let look = { try KernelTrace(ofFile: made.path.string) }
      let before = try look()
      try expectTrace(look, .fileUpdatingAccessTime) {
        try OtherUser.perform { try open(segment, .accessTime) }
      }
      // It does move: the test would see it elsewhere too.
      #expect(try look().changes(since: before) == ["st_atime"])
    }
  }

  @Test(arguments: [HoldingChild.How.unlinked, .memfd])
  func `reading an unlinked file through its holder changes nothing`(how: HoldingChild.How) throws {
    try expectNoTraceOfHolder(how)
  }

  @Test(.needs(.checkpointRestore))
  func `reading an unlinked file through a mapping changes nothing`() throws {
    try expectNoTraceOfHolder(.memfdMapping)
  }

  private func expectNoTraceOfHolder(_ how: HoldingChild.How) throws {
    let name = Unique.name()
    try HoldingChild.with(how, of: how == .unlinked ? "/dev/shm/\(name)" : name) { child in
      var snapshotReader = SnapshotReader()
      let segment = try #require(
        snapshotReader.read([.holders]).segments.first {
          $0.isRemoved && $0.name?.bytes == Array(name.utf8) || $0.label == Array(name.utf8)
        })
      let holder = try #require(segment.holders?.first { $0.process.rawValue == child.process })
      let path = "/proc/\(try #require(holder.path))"
      try KernelTrace.makeOld(path)
      try expectTrace({ try KernelTrace(ofFile: path) }, .file) { try open(segment) }
    }
  }

  @Test(.needs(.checkpointRestore), arguments: [false, true])
  func `reading an attached System V segment through its holder changes nothing`(isRemoved: Bool)
    throws
  {
    try TestSystemVSegment.with(size: 50 * 4096 + 5) { made in
      try made.attached { memory in
        memory[70_000] = 0x78
        try HoldingChild.with(.attachment, of: "\(made.number)") { child in
          if isRemoved { made.remove() }
          let segment = try #require(RealHost.segment(made))
          let path = try Self.file(of: made, heldBy: child)
          try KernelTrace.makeOld(path)
          for look in [
            { try KernelTrace(of: made) }, { try KernelTrace(ofFile: path) },
          ] {
            let before = try look()
            var reader: ContentsReader? = try open(segment)
            #expect(reader?.method.sideEffects == .nothing)
            try reader.map { try use($0) }
            #expect(try look() == before)
            reader = nil
            #expect(try look() == before)
          }
        }
      }
    }
  }

  /// The memory of a segment as a file, where a process has it mapped.
  private static func file(of made: TestSystemVSegment, heldBy child: HoldingChild) throws -> String
  {
    var cursor = ByteParser(
      try ProcFile.read(FilePath("/proc/\(child.process)/maps")))
    while !cursor.isAtEnd {
      if let line = MapsLine(&cursor), line.maps(ShmID(rawValue: made.number)) {
        let name = String(decoding: line.mapFilesName, as: UTF8.self)
        return "/proc/\(child.process)/map_files/\(name)"
      }
    }
    throw Errno.noSuchFileOrDirectory
  }

  @Test(.needs(.checkpointRestore))
  func `reading a System V segment without attachments as root attaches it briefly`() throws {
    try TestSystemVSegment.with(size: 50 * 4096 + 5) { made in
      try made.attached { $0[70_000] = 0x78 }
      let segment = try #require(RealHost.segment(made))
      try expectTrace({ try KernelTrace(of: made) }, .briefAttachment) {
        try open(segment, .attachAndDetach)
      }
    }
  }

  @Test func `reading a System V segment without root attaches it and allocates no page`() throws {
    try TestSystemVSegment.with(size: 50 * 4096 + 5, mode: 0o644) { made in
      try made.attached { $0[70_000] = 0x78 }
      let segment = try #require(RealHost.segment(made))
      try expectTrace({ try KernelTrace(of: made) }, .attachment, while: ["nattch"]) {
        let reader: ContentsReader =
          Capability.checkpointRestore.isHeld
          ? try OtherUser.perform { try open(segment, .staysAttached) }
          : try open(segment, .staysAttached)
        let attachments = try KernelTrace(of: made)["nattch"]
        #expect(attachments == "1")
        return reader
      }
    }
  }

  @Test func `reading all pages allocates them and changes nothing else`() throws {
    try TestSystemVSegment.with(size: 50 * 4096 + 5) { made in
      let before = try KernelTrace(of: made)
      try expectTrace({ try KernelTrace(of: made) }, .attachmentAllocatingPages, while: ["nattch"])
      {
        ContentsReader(
          method: .attachmentAllocatingPages,
          source: .attachment(
            try SystemVAttachment(ShmID(rawValue: made.number), readsAllPages: true)))
      }
      #expect(try KernelTrace(of: made).changes(since: before).contains("rss"))
    }
  }
}
