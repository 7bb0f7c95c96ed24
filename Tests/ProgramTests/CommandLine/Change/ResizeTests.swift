internal import TestSupport
internal import Testing

@Suite("resize", .needs(.sysAdmin), .waits) struct ResizeTests {
  private let start = """
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    mount -t tmpfs aside /mnt; cp "$0" /mnt; stranger=/mnt/shmtop

    """

  @Test func `lets a segment grow while it is held, and keeps its bytes`() throws {
    let outcome = try TestNamespace.run(
      start + """
        printf hello >a; hold map a >&2; $0 resize --no-log a 8K; stat -c %s a; head -c 5 a; echo
        $0 resize --no-log a 8192; rm a; id=$($0 list --raw --noheadings -o id --kind posix)
        $0 resize --no-log $id 0x4000 | sed 's/unlinked:[0-9]*:[0-9]*/ID/'
        hold memfd label >&2; id=$($0 list --raw --noheadings -o id --kind memfd)
        $0 resize --no-log $id 1M | sed 's/memfd:[0-9]*:[0-9]*/ID/'
        """)
    #expect(
      outcome.lines == [
        "posix:/a: resized from 5 to 8192 bytes", "8192", "hello",
        "posix:/a: 8192 bytes, as before",
        "ID: resized from 8192 to 16384 bytes", "ID: resized from 12288 to 1048576 bytes",
      ], "\(outcome)")
  }

  @Test(arguments: ["map", "open", "private", "flight"])
  func `never makes smaller what is held, and names who holds it`(how: String) throws {
    let outcome = try TestNamespace.run(
      start + """
        head -c 8192 /dev/zero >a; hold \(how) a >&2
        later $0 resize --yes --no-log a 4096; echo $?; stat -c %s a
        """)
    #expect(outcome.lines == ["1", "8192"], "\(outcome)")
    #expect(outcome.errorText.contains("end with SIGBUS"), "\(outcome)")
    if how != "flight" { #expect(outcome.errorText.contains("shmhold"), "\(outcome)") }
  }

  @Test func `makes smaller what nothing holds, but only with --yes`() throws {
    let outcome = try TestNamespace.run(
      start + """
        printf hello >a; $0 resize --no-log a 2 --assume-clear outside; echo $?; cat a; echo
        $0 resize --no-log --yes a 2 --assume-clear outside; echo $?; cat a; echo
        stranger sh -c 'printf hello >b; chmod 666 b'
        stranger $stranger resize --no-log --yes b 3 --assume-clear outside; cat b; echo
        """)
    #expect(
      outcome.lines == [
        "64", "hello", "posix:/a: resized from 5 to 2 bytes", "0", "he",
        "posix:/b: resized from 5 to 3 bytes", "hel",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("use --yes"), "\(outcome)")
  }

  @Test func `makes nothing smaller if the kernel does not say that nothing holds it`() throws {
    let outcome = try TestNamespace.run(
      start + """
        printf hello >a; chmod 666 a
        stranger $stranger resize --no-log --yes a 2 --assume-clear outside; echo $?; cat a; echo
        """)
    #expect(outcome.lines == ["1", "hello"], "\(outcome)")
    #expect(outcome.errorText.contains("posix:/a: a process may hold it"), "\(outcome)")
  }

  @Test func `is not for System V segments and semaphores, nor against a mode or a seal`() throws {
    let outcome = try TestNamespace.run(
      start + """
        head -c 32 /dev/zero >sem.a; $0 resize --no-log sem.a 8192; echo $?; ipcmk -M 4096 >&2; $0 resize --no-log sysv:0 8192; echo $?
        printf hello >a; stranger $stranger resize --no-log a 8192; echo $?
        hold memfd-fixed label >&2; id=$($0 list --raw --noheadings -o id --kind memfd)
        $0 resize --no-log $id 1M; $0 resize --no-log --yes $id 1
        """)
    #expect(outcome.lines == ["1", "1", "1"], "\(outcome)")
    #expect(
      outcome.errorText.contains("posix:/sem.a: it is a semaphore, which has one size"),
      "\(outcome)")
    for seal in ["F_SEAL_GROW", "F_SEAL_SHRINK"] {
      #expect(outcome.errorText.contains("its seals (\(seal)) keep its size"), "\(outcome)")
    }
    #expect(outcome.errorText.contains("sysv:0: the size of a System V segment never changes"))
    #expect(
      outcome.errorText.contains("posix:/a: not permitted: its mode does not let you write to it"),
      "\(outcome)")
  }

  @Test func `in a full file system is refused, and says what to do`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o size=64K,mode=1777 small /dev/shm; cd /dev/shm; head -c 64K /dev/zero >a
      $0 resize --no-log a 128K; echo $?; stat -c %s a
      """)
    #expect(outcome.lines == ["1", "65536"], "\(outcome)")
    #expect(outcome.errorText.contains("/dev/shm is full; "), "\(outcome)")
  }

  @Test func `says if there is not as much free`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o size=1M,mode=1777 small /dev/shm; cd /dev/shm; printf x >a
      $0 resize --no-log a 2M; stat -c %s a
      """)
    #expect(
      outcome.lines == ["posix:/a: resized from 1 to 2097152 bytes", "2097152"], "\(outcome)")
    #expect(outcome.errorText.contains("but /dev/shm has"), "\(outcome)")
  }
}
