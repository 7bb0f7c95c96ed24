internal import TestSupport
internal import Testing

@Suite("A restore that is killed", .needs(.sysAdmin), .waits) struct KilledRestoreTests {
  private let start = """
    mount -t tmpfs aside /mnt; ipcmk -M 1000000 -p 666 >&2
    $0 rm --yes --no-log --save /mnt --accept attach sysv:0 >&2
    segments() { ipcs -m | grep 0x | awk '{ print $4, $6 }'; }

    """

  @Test(arguments: ["shmat:1", "shmctl:1"])
  func `leaves no System V segment that a program can attach, and the next one says so`(
    call: String
  ) throws {
    let outcome = try TestNamespace.run(
      start + """
        killed \(call) $0 restore /mnt/sysv-0.json; echo "status $?"; segments
        $0 restore /mnt/sysv-0.json; echo "status $?"
        $0 rm --yes --no-log sysv:1; $0 restore /mnt/sysv-0.json; segments
        """)
    #expect(
      outcome.lines == [
        "status 137", "0 0", "status 1", "sysv:1: removed", "sysv:2: restored", "666 0",
      ], "\(outcome)")
    #expect(
      outcome.errorText.contains("as a killed restore leaves one; 'shmtop rm sysv:1' removes it"),
      "\(outcome)")
  }

  @Test func `is not begun if the kernel would destroy the segment at its end`() throws {
    let outcome = try TestNamespace.run(
      start + """
        echo 1 >/proc/sys/kernel/shm_rmid_forced
        $0 restore --yes /mnt/sysv-0.json; echo "status $?"; segments
        """)
    #expect(outcome.lines == ["status 1"], "\(outcome)")
    #expect(outcome.errorText.contains("shm_rmid_forced"), "\(outcome)")
  }

  @Test func `by a user without privileges leaves none either`() throws {
    for call in [1, 3, 4] {
      let outcome = try TestNamespace.run(
        start + """
          cp "$0" /mnt/program; cp $fault /mnt/fault.so; chown 65534 /mnt/sysv-0.*
          export FAULT_KILL=shmctl:\(call) LD_PRELOAD=/mnt/fault.so
          setpriv --reuid 65534 --regid 65534 --clear-groups /mnt/program restore --yes /mnt/sysv-0.json
          unset LD_PRELOAD; ipcs -m | grep 0x | awk '{ print $4 }'
          """)
      // It makes three such calls.
      let isComplete = call == 4
      #expect(
        outcome.lines == (isComplete ? ["sysv:1: restored", "666"] : ["0"]), "\(call): \(outcome)")
    }
  }

  /// As the real or the saved user of the child, the creator could stop or kill it: see kill(2).
  @Test(.needsStrace) func `is not in the hands of the user whom the segment names as creator`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt
      setpriv --reuid 65534 --regid 65534 --clear-groups ipcmk -M 4096 -p 600 >&2
      $0 rm --yes --no-log --save /mnt --accept attach sysv:0 >&2
      strace -f -o /mnt/log -e trace=setresuid,setresgid $0 restore --yes /mnt/sysv-0.json
      grep -o 'setres[ug]id([^)]*)' /mnt/log
      """)
    #expect(
      outcome.lines == [
        "sysv:1: restored", "setresgid(-1, 65534, -1)", "setresuid(-1, 65534, -1)",
      ], "\(outcome)")
  }

  @Test(arguments: [2, 15, 1], ["shmat:1", "shmctl:1"])
  func `by a signal that can be caught leaves nothing, or all`(signal: Int, call: String) throws {
    let outcome = try TestNamespace.run(
      start + """
        FAULT_SIGNAL=\(signal) killed \(call) $0 restore /mnt/sysv-0.json; echo "status $?"; segments
        """)
    let isComplete = call == "shmctl:1"
    #expect(
      outcome.lines == (isComplete ? ["sysv:1: restored", "status 0", "666 0"] : ["status 1"]),
      "\(outcome)")
  }

  @Test func `that cannot set the owner lets no other user in, and says so`() throws {
    let outcome = try TestNamespace.run(
      start + """
        FAULT_FAIL=shmctl:1 later $0 restore /mnt/sysv-0.json; echo "status $?"; segments
        """)
    #expect(outcome.lines == ["sysv:1: restored", "status 1", "600 0"], "\(outcome)")
    for words in [
      "its owner could not be restored, so you own it", "its mode could not be restored",
    ] {
      #expect(outcome.errorText.contains(words), "\(words): \(outcome)")
    }
  }
}
