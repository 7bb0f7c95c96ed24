internal import SystemPackage
internal import Glibc
internal import TestSupport
internal import Testing

@Suite("restore on a terminal", .needs(.chown), .waits) struct RestoreQuestionTests {
  @Test(arguments: ["n\n", "\u{4}", "y\n"])
  func `asks before it makes a segment of another user`(_ answer: String) throws {
    let (folder, file) = (try Folder(), try TestSegment())
    defer {
      folder.remove()
      file.remove()
    }
    try checked { chown(file.path.string, OtherUser.number, OtherUser.number) }
    _ = try shmtop("rm", "--yes", "--no-log", "--save", "\(folder.path)", "\(file.name)")
    #expect(!file.exists)
    let terminal = try PseudoTerminal([
      "\(Program.path())", "restore", "\(folder.path)/\(file.name).json",
    ])
    defer { terminal.end() }
    try terminal.wait(for: "posix:/\(file.name): 4096 bytes, mode 0600, owner ")
    try terminal.wait(for: "Restore 1 segment for other users? [y/N]")
    #expect(!file.exists)
    try terminal.type(answer)
    #expect(try terminal.waitForEnd() == .exited(answer == "y\n" ? 0 : 1))
    #expect(file.exists == (answer == "y\n"))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `ends at a signal, and makes nothing`(_ signal: Int32) throws {
    try FileTree.with { tree in
      try tree.write("bytes", to: "copy.raw")
      try tree.write(
        """
        {"schema":1,"segments":[{"kind":"sysv","name":null,"name_bytes":null,"key":"0x6b390001",\
        "size":5,"mode":"0600","uid":\(OtherUser.number),"gid":0}]}
        """, to: "copy.json")
      let terminal = try PseudoTerminal([
        "\(Program.path())", "restore", "\(tree.path)/copy.json",
      ])
      defer { terminal.end() }
      try terminal.wait(for: "[y/N]")
      kill(terminal.process, signal)
      #expect(try terminal.waitForEnd() == .exited(1))
      #expect(shmget(0x6b39_0001, 0, 0) == -1)
    }
  }
}
