internal import Glibc
internal import TestSupport
internal import Testing

/// What the commands that look at bytes leave behind.
@Suite("reading leaves", .waits) struct DumpTraceTests {
  /// Every command that looks at bytes.
  private func commands(_ id: String, _ accepted: String? = nil) -> [[String]] {
    let accept = accepted.map { ["--accept", $0] } ?? []
    return [
      ["dump", id] + accept, ["dump", "--format", "raw", id] + accept,
      ["dump", "--offset", "4097", "--length", "9K", id] + accept,
      ["dump", "--format", "raw", "-O", "/dev/null/x", id] + accept,
      ["show", id], ["show", "-J", id],
    ]
  }

  private func expectNothing(_ id: String, _ look: () throws -> KernelTrace) throws {
    let before = try look()
    for words in commands(id) {
      let outcome = try Command.run(([Program.path()] + words).map { "\($0)" })
      let fails = words.contains("/dev/null/x")
      #expect(outcome.status == .exited(fails ? 1 : 0), "\(outcome)")
      #expect(try look().changes(since: before) == [], "\(words)")
    }
  }

  @Test(arguments: ["", "sem."]) func `nothing on a file`(_ prefix: String) throws {
    try TestSegment.with(named: prefix + Unique.name(), size: 1 << 20) { file in
      try file.write([1, 2, 3], at: 70_000)
      try file.makeOld()
      try expectNothing("/\(file.name)") { try KernelTrace(ofFile: "/dev/shm/\(file.name)") }
    }
  }

  @Test(.needs(.checkpointRestore))
  func `nothing on an attached System V segment`() throws {
    try TestSystemVSegment.with(size: 50 * 4096 + 5) { made in
      try made.attached { $0[70_000] = 1 }
      try HoldingChild.with(.attachment, of: "\(made.number)") { _ in
        try expectNothing("sysv:\(made.number)") { try KernelTrace(of: made) }
      }
    }
  }

  @Test(arguments: [HoldingChild.How.unlinked, .memfd])
  func `nothing on a file without a name`(_ how: HoldingChild.How) throws {
    let name = Unique.name()
    try HoldingChild.with(how, of: how == .unlinked ? "/dev/shm/\(name)" : name) { child in
      let label = how == .unlinked ? "/\(name)" : "memfd:\(name)"
      let listed = try shmtop("list", "--noheadings", "--raw", "-o", "ID,STATE,NAME")
      let row = try #require(
        listed.lines.map { $0.split(separator: "\t") }.first { $0.last ?? "" == label })
      let path = try #require(Self.descriptor(of: child))
      try KernelTrace.makeOld(path)
      try expectNothing(String(row[0])) { try KernelTrace(ofFile: path) }
    }
  }

  /// The link to the first regular file that a child has open besides its streams.
  private static func descriptor(of child: HoldingChild) -> String? {
    (3..<20).lazy.map { "/proc/\(child.process)/fd/\($0)" }.first { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        && status.st_size == 3 * 4096
    }
  }

  @Test func `only the accepted side effects on an unattached System V segment`() throws {
    try TestSystemVSegment.with(size: 50 * 4096 + 5) { made in
      try made.attached { $0[70_000] = 1 }
      let before = try KernelTrace(of: made)
      let accepted = Capability.checkpointRestore.isHeld ? "attach" : "stay-attached"
      for words in commands("sysv:\(made.number)", accepted) {
        _ = try Command.run(([Program.path()] + words).map { "\($0)" })
        let changes = try KernelTrace(of: made).changes(since: before)
        #expect(changes.isSubset(of: ["lpid", "atime", "dtime"]), "\(words): \(changes)")
        if words[0] == "show" { continue }
        // Another process was it: that much is always to be seen.
        #expect(changes.contains("lpid"))
      }
    }
  }
}
