internal import TestSupport
internal import Testing

/// `shmtop write` on real segments.
@Suite("Writing", .waits) struct WriteTests {
  @Test func `changes only the bytes at the offset, and says what stood there`() throws {
    let file = try TestSegment(contents: Array("0123456789".utf8))
    defer { file.remove() }
    let outcome = try shmtop(
      "write", "\(file.name)", "--offset", "3", "--text", "abc", "--yes", "--no-log")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.lines == ["posix:/\(file.name): 3 bytes written at 3"], "\(outcome)")
    #expect(outcome.errorText.contains("33 34 35"), "\(outcome)")
    #expect(outcome.errorText.contains("61 62 63"), "\(outcome)")
    #expect(try shmtop("dump", "--length", "10", "\(file.name)").text.contains("|012abc6789|"))
  }

  @Test func `takes digits, quoted text and the bytes of a file`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let folder = try Folder()
    defer { folder.remove() }
    let outcome = try Command.run([
      "sh", "-c",
      """
      printf 'from a file' >"$2/data"
      "$0" write "$1" --offset 0 --hex '0x7f45 "LF" 00' -y --no-log &&
      "$0" write "$1" --offset 0x10 --from "$2/data" -y --no-log &&
      "$0" dump "$1" --length 27
      """, "\(Program.path())", "\(file.name)", "\(folder.path)",
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.text.contains("7f 45 4c 46 00 00"), "\(outcome)")
    #expect(outcome.text.contains("|from a file|"), "\(outcome)")
  }

  @Test func `never goes beyond the size`() throws {
    let file = try TestSegment(size: 100)
    defer { file.remove() }
    let blocks = try file.blocks()
    for offset in ["98", "100", "4096", "0x7ffffffffffffffe"] as [Argument] {
      let outcome = try shmtop(
        "write", "\(file.name)", "--offset", offset, "--text", "abc", "--yes", "--no-log")
      #expect(outcome.status == .exited(1), "\(outcome)")
      #expect(
        outcome.errorText.contains("it ends at 100; nothing was written"), "\(outcome)")
      #expect(outcome.output.isEmpty)
    }
    #expect(try file.blocks() == blocks)
  }

  @Test func `with --expect is refused if other bytes stand there`() throws {
    let file = try TestSegment(contents: [1, 2, 3])
    defer { file.remove() }
    let words: [Argument] = try [
      "\(Program.path())", "write", "\(file.name)", "--offset", "0", "--hex", "09", "--yes",
      "--no-log", "--expect",
    ]
    let refused = try Command.run(words + ["0103"])
    #expect(refused.status == .exited(1), "\(refused)")
    #expect(refused.errorText.contains("other bytes stand there; nothing was written"))
    #expect(try Command.run(words + ["01 02 03"]).status == .exited(0))
    #expect(try Command.run(words + ["01"]).status == .exited(1))
  }

  @Test(.needs(.sysAdmin)) func `into a full file system says how much was written`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o mode=1777,size=8k small /dev/shm; cd /dev/shm; truncate -s 16384 a
      head -c 12288 /dev/zero | tr '\\0' x >/root-data 2>/dev/null || :
      mount -t tmpfs -o mode=700 aside /mnt; head -c 12288 /dev/zero | tr '\\0' x >/mnt/data
      "$0" write a --offset 0 --from /mnt/data --yes --no-log 2>&1 >/dev/null | tail -n 1
      tr -d '\\0' <a | wc -c; stat -c %s a
      """)
    #expect(
      outcome.lines == [
        "shmtop: posix:/a: No space left on device; 8192 bytes written", "8192", "16384",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `into an attached System V segment leaves no trace`() throws {
    let outcome = try TestNamespace.run(
      """
      id=$(ipcmk -M 4096 | sed 's/.*: //'); hold attach $id >/dev/null
      before=$(cat /proc/sysvipc/shm | tr -s ' ' | cut -d ' ' -f 2-14)
      "$0" write $id --offset 8 --text value --yes --no-log 2>/dev/null; echo "status $?"
      [ "$before" = "$(cat /proc/sysvipc/shm | tr -s ' ' | cut -d ' ' -f 2-14)" ] && echo same
      "$0" dump $id --offset 8 --length 5 --format raw | cat
      ipcrm -m $id; "$0" write $id --offset 8 --text other --yes --no-log 2>/dev/null
      """)
    let lines = outcome.lines.map { $0.replacing(/sysv:\d+/, with: "sysv:ID") }
    #expect(
      lines == [
        "sysv:ID: 5 bytes written at 8", "status 0", "same", "valuesysv:ID: 5 bytes written at 8",
      ], "\(outcome)")
  }

  @Test func `into a System V segment that is not attached needs consent`() throws {
    try TestSystemVSegment.with(size: 5000) { made in
      let words: [Argument] = try [
        "\(Program.path())", "write", "\(made.id)", "--text", "ab", "--yes", "--no-log", "--offset",
      ]
      let before = try made.row()
      let refused = try Command.run(words + ["4998"])
      #expect(refused.status == .exited(1), "\(refused)")
      #expect(
        refused.errorText.contains(
          "writing changes its times and last PID; '--accept attach' allows it"), "\(refused)")
      #expect(try made.row() == before)
      let outcome = try Command.run(words + ["4998", "--accept", "attach"])
      #expect(outcome.status == .exited(0), "\(outcome)")
      try made.attached { bytes in
        #expect(Array(bytes[4997...]) == [0, UInt8(ascii: "a"), UInt8(ascii: "b")])
      }
      let beyond = try Command.run(words + ["4999", "--accept", "attach"])
      #expect(beyond.errorText.contains("it ends at 5000"), "\(beyond)")
    }
  }

  @Test func `into a sealed memfd is refused, into another is not`() throws {
    for (how, status) in [
      (HoldingChild.How.sealedMemfd, WaitStatus.exited(1)), (.futureSealedMemfd, .exited(1)),
      (.memfd, .exited(0)),
    ] {
      let label = Unique.name()
      try HoldingChild.with(how, of: label) { child in
        let list = try shmtop(
          "list", "-o", "ID", "--noheadings", "--where", "kind=memfd pid=\(child.process)")
        let id = try #require(list.lines.first).filter { $0 != " " }
        let outcome = try shmtop(
          "write", "\(id)", "--offset", "4096", "--text", "abc", "--yes", "--no-log")
        #expect(outcome.status == status, "\(outcome)")
        #expect(
          outcome.errorText.contains("it is sealed against writing") == (status == .exited(1)))
      }
    }
  }

  @Test(.needs(.sysAdmin)) func `from a file that is too large for memory is refused`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; truncate -s 1T /mnt/sparse; $0 create --no-log /a --size 2T
      $0 write --no-log --yes a --offset 0 --from /mnt/sparse; echo $?
      $0 write --no-log --yes a --offset 1T --from /mnt/none; echo $?
      """)
    #expect(outcome.lines == ["posix:/a", "1", "1"], "\(outcome)")
    #expect(outcome.errorText.contains("the file is larger than 64.0 MiB"), "\(outcome)")
  }

  @Test(.needs(.sysAdmin), .needsHugePage)
  func `into huge pages attaches a System V segment, and is refused for a memfd`() throws {
    let outcome = try TestNamespace.run(
      """
      $0 create --no-log sysv --size 2M --huge 2M; hold attach 0 >&2
      write="$0 write --no-log --yes --offset 1M --text abc"
      $write sysv:0; echo $?; $write sysv:0 --accept attach; echo $?
      $0 dump --offset 1M --length 3 --accept attach sysv:0
      hold memfd-huge label >&2
      $write $($0 list --raw --noheadings -o ID --kind memfd --pid $holder); echo $?
      """)
    #expect(
      outcome.lines == [
        "sysv:0", "1", "sysv:0: 3 bytes written at 1048576", "0",
        "00100000  61 62 63                                          |abc|", "00100003", "1",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("'--accept attach' allows it"), "\(outcome)")
    #expect(outcome.errorText.contains("it is in huge pages"), "\(outcome)")
  }

  @Test(.needs(.setUserID, .ipcOwner)) func `by an ordinary user needs the permission to write`()
    throws
  {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment(contents: [1])
    defer { file.remove() }
    try file.setMode(0o644)
    let refused = try program.run(
      "write", "\(file.name)", "--offset", "0", "--hex", "02", "--yes", "--no-log")
    #expect(refused.status == .exited(1), "\(refused)")
    #expect(refused.errorText.contains("not permitted"), "\(refused)")
    try OtherUser.withSystemVSegment(size: 4096, mode: 0o600) { made in
      let outcome = try program.run(
        "write", "\(made.id)", "--offset", "0", "--hex", "02", "--yes", "--no-log", "--accept",
        "attach")
      #expect(outcome.status == .exited(0), "\(outcome)")
      try made.attached { #expect($0[0] == 2) }
    }
    let name = Unique.name()
    let own = try program.script(
      """
      printf abc >/dev/shm/\(name); chmod 200 /dev/shm/\(name)
      "$0" write \(name) --offset 1 --text X --yes --no-log 2>/dev/null; echo "status $?"
      chmod 600 /dev/shm/\(name); "$0" write \(name) --offset 1 --text X --yes --no-log 2>/dev/null
      cat /dev/shm/\(name); rm /dev/shm/\(name)
      """)
    #expect(
      own.lines == ["status 1", "posix:/\(name): 1 byte written at 1", "aXc"], "\(own)")
  }

  @Test func `is wrong usage without a terminal, bytes or an offset`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    for words in [
      ["--offset", "0", "--text", "a"], ["--offset", "0", "--yes"], ["--text", "a", "--yes"],
      ["--offset", "0", "--text", "a", "--hex", "00", "--yes"],
      ["--offset", "0", "--hex", "0", "--yes"], ["--offset", "0", "--text", "", "--yes"],
    ] as [[Argument]] {
      let outcome = try Command.run(["\(Program.path())", "write", "\(file.name)"] + words)
      #expect(outcome.status == .exited(64), "\(outcome)")
    }
  }
}
