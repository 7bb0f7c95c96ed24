internal import Glibc
internal import TestSupport
internal import Testing

// Other tests run processes of other users; until all are read, nothing is an orphan.
@Suite("Tagged segments", .needsTmux, .needs(.sysPtrace), .waits) struct BulkRemovalTests {
  /// Names as Python makes them, of which only those of one test begin alike.
  private let start =
    "psm_" + String(getpid(), radix: 16) + String(0x10_0000 + Unique.number(), radix: 16)

  /// A monitor two minutes later, when what the test makes is settled; each removal takes so many
  /// milliseconds between its two calls.
  private func monitor(slow: Int = 0) throws -> Tmux {
    let library = try Program.path().dropLast("shmtop".count) + "libshmfault.so"
    return try Tmux.monitor(
      environment: [
        "LD_PRELOAD": String(library), "FAULT_LATER": "120", "FAULT_SLOW": "\(slow)",
      ],
      "--assume-clear", "uid:0", "--assume-clear", "outside", "--no-log", "--name", "\(start)*")
  }

  private func files(_ count: Int) throws -> [TestSegment] {
    try (0..<count).map { try TestSegment("\(start)0\($0)", contents: [1, 2, 3]) }
  }

  @Test func `are removed in bulk, except those with holders`() throws {
    let files = try files(4)
    defer { files.forEach { $0.remove() } }
    try HoldingChild.with(.descriptor, of: "/dev/shm/\(files[3].name)") { _ in
      let terminal = try monitor()
      defer { terminal.end() }
      try terminal.wait(for: "the rows") { screen in
        files.allSatisfy { screen.shows($0.name) } && screen.shows("orphan")
      }
      try terminal.press("T")
      try terminal.wait(for: "4 tagged, 16K")
      try terminal.press("d")
      try terminal.wait(for: "the question") { screen in
        screen.marks("Keep them") && screen.shows("3 orphans, ")
          && screen.shows("in-use: posix:/\(files[3].name)")
      }
      #expect(files.allSatisfy { $0.exists })
      try terminal.agree()
      try terminal.wait(for: "3 removed, 12K freed")
      #expect(files.map { $0.exists } == [false, false, false, true])
      try terminal.press("Escape", "q")
      try terminal.expectGivenBack(status: 0)
    }
  }

  @Test func `stay with Enter, and untagged ones do with y`() throws {
    let files = try files(3)
    defer { files.forEach { $0.remove() } }
    let terminal = try monitor()
    defer { terminal.end() }
    try terminal.wait(for: "the rows") { screen in files.allSatisfy { screen.shows($0.name) } }
    try terminal.select(files[1].name)
    try terminal.press("Space")
    try terminal.wait(for: "1 tagged")
    try terminal.press("d")
    try terminal.wait(for: "1 orphan, ")
    try terminal.press("Enter")
    try terminal.wait(for: "the question to go") { !$0.shows("Keep them") }
    #expect(files.allSatisfy { $0.exists })
    try terminal.press("d")
    try terminal.wait(for: "1 orphan, ")
    try terminal.agree()
    try terminal.wait(for: "1 removed, 4K freed")
    #expect(files.map { $0.exists } == [true, false, true])
  }

  @Test func `are saved first with s`() throws {
    let files = try files(2)
    defer { files.forEach { $0.remove() } }
    let terminal = try monitor()
    defer { terminal.end() }
    try terminal.wait(for: "the rows") { screen in files.allSatisfy { screen.shows($0.name) } }
    try terminal.press("T", "d")
    try terminal.wait(for: "2 orphans, ")
    try terminal.press("s", until: "the check mark") { $0.shows("[x] Save first") }
    try terminal.agree()
    try terminal.wait(for: "2 removed")
    for file in files {
      #expect(!file.exists)
      let bytes = try #require(terminal.folder.contents(of: "\(file.name).raw"))
      #expect(bytes == [1, 2, 3] + [UInt8](repeating: 0, count: 4093))
      let facts = terminal.folder.contents(of: "\(file.name).json")
      #expect(facts != nil)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `are removed or still have their names, however the monitor ends`(_ signal: Int32) throws {
    let files = try files(40)
    defer {
      files.forEach { $0.remove() }
      removeLeftDirectories()
    }
    let terminal = try monitor(slow: 100)
    defer { terminal.end() }
    try terminal.wait(for: "the rows") { screen in files.contains { screen.shows($0.name) } }
    try terminal.press("T", "d")
    try terminal.wait(for: "40 orphans, ")
    try terminal.agree()
    try terminal.wait(for: "some to be gone") { _ in files.contains { !$0.exists } }
    kill(try terminal.process(), signal)
    try terminal.expectGivenBack(status: 128 + signal)
    #expect(files.contains { $0.exists })
    var found = glob_t()
    defer { globfree(&found) }
    #expect(glob("/dev/shm/.shmtop-*/\(start)*", 0, nil, &found) == GLOB_NOMATCH)
  }

  @Test func `are not left half removed if the user quits at once`() throws {
    let files = try files(1)
    defer { files.forEach { $0.remove() } }
    let terminal = try monitor(slow: 300)
    defer { terminal.end() }
    try terminal.wait(for: files[0].name)
    try terminal.press("d")
    try terminal.wait(for: "Keep it")
    try terminal.agree()
    try terminal.press("q")
    try terminal.expectGivenBack(status: 0)
    #expect(!files[0].exists)
    var found = glob_t()
    defer { globfree(&found) }
    #expect(glob("/dev/shm/.shmtop-*/\(start)*", 0, nil, &found) == GLOB_NOMATCH)
  }

  /// Removes the private directories that ended monitors left empty; one in use is locked.
  private func removeLeftDirectories() {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob("/dev/shm/.shmtop-*", 0, nil, &found) == 0 else { return }
    for index in 0..<Int(found.gl_pathc) {
      guard let path = found.gl_pathv[index] else { continue }
      let directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard directory >= 0 else { continue }
      if flock(directory, LOCK_EX | LOCK_NB) == 0 { rmdir(path) }
      close(directory)
    }
  }
}
