internal import Glibc
internal import TestSupport
internal import Testing

/// What the program says of segments in namespaces of the test's own, where it knows all that there
/// is.
@Suite("A verdict", .needs(.sysAdmin), .waits) struct VerdictTests {
  /// The segments after a setup, in a `/dev/shm` and an IPC namespace of their own.
  ///
  /// In the setup `hold FILE` is a process that has a file open; it ends with the namespace.
  private func segments(
    _ setup: String, listing: String = "exec \"$0\" list --json"
  ) throws -> JSON.Document {
    let script = """
      mount -t tmpfs own /dev/shm && cd /dev/shm || exit 9
      hold() { sleep 1000 <"$1" >/dev/null 2>&1 & }
      \(setup)
      \(listing)
      """
    let outcome = try Command.run([
      "unshare", "--mount", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
      "\(script)", Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    return try document(outcome)
  }

  private func codes(_ segment: JSON.Segment?) -> [String] {
    segment?.reasons?.map(\.code) ?? []
  }

  /// By the program's clock, two minutes later than that of the segment, its creator seems to have
  /// started after it was made.
  @Test func `a clock that was set makes no orphan of a segment whose creator is alive`() throws {
    let outcome = try TestNamespace.run(
      """
      hold create 4096; $0 list --noheadings -o ID,STATE
      later $0 show $($0 list --noheadings -o ID); later $0 $rm_orphans --kind sysv --yes
      $0 list --noheadings -o STATE
      """)
    #expect(
      outcome.lines.contains { $0.hasPrefix("sysv:") && $0.hasSuffix("  idle") }, "\(outcome)")
    #expect(outcome.lines.contains { $0.contains("is alive") }, "\(outcome)")
    #expect(outcome.lines.contains { $0.contains("the clock may have been set") }, "\(outcome)")
    #expect(outcome.lines.last == "idle", "\(outcome)")
  }

  @Test func `processes outside a PID namespace make a scan incomplete, but the kernel answers`()
    throws
  {
    let found = try segments("echo x >old; touch -d '2 days ago' old")
    #expect(found.complete == false)
    let segment = try #require(found.segments.first { $0.name == "/old" })
    #expect(segment.state == "idle")
    #expect(codes(segment) == ["recent", "not-open"])
  }

  @Test func `rests on what the user vouches for, and so do all numbers`() throws {
    let outcome = try TestNamespace.run(
      """
      head -c 20000 /dev/zero >psm_1; hold map psm_1; hold open psm_1
      for trust in '' '--assume-clear outside'; do
        $0 list --noheadings -o NAME,ATT,FDS $trust; $0 show psm_1 $trust | grep -o 'Holders: .*('
        for document in "list -J" "summary -J"; do
          $0 $document $trust | grep -o '"complete":[a-z]*,"processes"'
        done
      done
      """)
    #expect(
      outcome.lines.map { $0.split(separator: " ").joined(separator: " ") } == [
        "ready", "ready", "/psm_1 ≥1 ≥1", "Holders: 2 seen; there may be more (",
        "\"complete\":false,\"processes\"", "\"complete\":false,\"processes\"",
        "/psm_1 1 1", "Holders: 2 (",
        "\"complete\":true,\"processes\"", "\"complete\":true,\"processes\"",
      ], "\(outcome)")
  }

  @Test func `hidden processes make a scan incomplete`() throws {
    let found = try segments(
      "mount -t proc -o hidepid=2 proc /proc; echo x >one",
      listing: "exec setpriv --reuid 65534 --clear-groups \"$0\" list --json")
    #expect(found.complete == false)
    let segment = try #require(found.segments.first { $0.name == "/one" })
    #expect(segment.state == "unknown")
    #expect(codes(segment).contains("hidden-processes"))
  }

  @Test func `an unlinked file is a row with its holder`() throws {
    let found = try segments(
      "echo hello >gone; hold gone; echo other >held; hold held; sleep 0.1; rm gone")
    let gone = try #require(found.segments.first { $0.name == "/gone" })
    #expect(gone.id.hasPrefix("unlinked:"))
    #expect(gone.removed)
    #expect(gone.state == "removed")
    #expect(gone.size == 6)
    #expect(gone.allocated == 4096)
    #expect(gone.holders?.map(\.command) == ["sleep"])
    #expect(codes(gone) == ["name-gone", "held"])
    let held = try #require(found.segments.first { $0.name == "/held" })
    #expect(held.state == "in-use")
    #expect(codes(held) == ["held"])
  }

  @Test func `holders of the same inode on another tmpfs do not count`() throws {
    let found = try segments(
      "mkdir other; mount -t tmpfs other other; echo x >one; echo x >other/one; "
        + "hold other/one; sleep 0.1")
    let segment = try #require(found.segments.first { $0.name == "/one" })
    #expect(segment.holders?.isEmpty == true)
    #expect(!found.segments.contains { $0.id.hasPrefix("unlinked:") })
  }

  @Test func `a System V segment is judged by the kernel's count`() throws {
    let found = try segments("ipcmk -M 4096 >&2")
    let segment = try #require(found.segments.first { $0.kind == "sysv" })
    #expect(segment.state == "idle")
    #expect(codes(segment) == ["recent", "not-attached"])
  }
}
