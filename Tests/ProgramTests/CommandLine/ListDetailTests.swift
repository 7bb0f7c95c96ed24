internal import Glibc
internal import TestSupport
internal import Testing

/// What a list says in full: holders, permissions and bounds.
@Suite("A list", .waits) struct ListDetailTests {
  @Test func `has all holders in raw form`() throws {
    let file = try TestSegment(size: 3 * 4096)
    defer { file.remove() }
    let path = "/dev/shm/\(file.name)"
    try HoldingChild.with(.mapping, of: path) { first in
      try HoldingChild.with(.descriptor, of: path) { second in
        try HoldingChild.with(.mapping, of: path) { third in
          try HoldingChild.with(.descriptor, of: path) { fourth in
            let listed = try shmtop("list", "--raw", "-o", "ID,HOLDERS", "--name", "\(file.name)")
            for child in [first, second, third, fourth] {
              #expect(listed.text.contains("shmhold(\(child.process))"), "\(listed)")
            }
            #expect(!listed.text.contains(",+"))
          }
        }
      }
    }
  }

  @Test func `has set-ID and sticky bits`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    #expect(chmod("/dev/shm/\(file.name)", 0o3640) == 0)
    let listed = try shmtop("list", "-o", "ID,PERMS", "--name", "\(file.name)")
    #expect(listed.fields(of: "posix:/\(file.name)")?.last == "rw-r-S--T", "\(listed)")
    let shown = try document(try shmtop("show", "-J", "\(file.name)"))
    #expect(shown.segments.first?.mode == "3640")
  }

  @Test(.needs(.setUserID))
  func `does not know the attachments of a file if not all was read`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    #expect(chmod("/dev/shm/\(file.name)", 0o644) == 0)
    let listed = try program.run("list", "-o", "ID,ATT", "--name", "\(file.name)")
    #expect(listed.fields(of: "posix:/\(file.name)")?.last == "?", "\(listed)")
  }

  @Test(.needs(.setUserID)) func `has <= and >= before bounds in a C locale`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let name = Unique.name()
    for (locale, words) in [("C", "<=4K"), ("C.UTF-8", "≤4K")] {
      let shown = try program.script(
        """
        cd /dev/shm && head -c 4096 /dev/zero >\(name) && exec 3<\(name) && rm \(name)
        LC_ALL=\(locale) "$0" show $("$0" list --noheadings -o ID --name \(name))
        """)
      #expect(shown.lines.contains { $0.contains(" \(words) ") }, "\(shown)")
    }
  }

  @Test(.needs(.setUserID))
  func `shows a holder that only a lock reveals as a lock`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    #expect(chmod("/dev/shm/\(file.name)", 0o644) == 0)
    let path = "/dev/shm/\(file.name)"
    let terminal = try PseudoTerminal([
      "flock", "\(path)", "sh", "-c", "echo locked; exec sleep 60",
    ])
    defer { terminal.end() }
    try terminal.wait(for: "locked")
    let shown = try program.run("show", "\(file.name)")
    let row = try #require(shown.fields(of: "\(terminal.process)"), "\(shown)")
    #expect(row.contains("lock") && row.contains("flock"), "\(shown)")
  }
}
