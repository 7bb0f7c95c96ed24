internal import TestSupport
internal import Testing

/// A disk that does not answer while a copy is written.
@Suite("A copy that does not end", .needs(.sysAdmin), .waits) struct StuckCopyTests {
  @Test(arguments: ["INT", "TERM", "HUP"])
  func `ends with the program at the second signal, and its segment stays`(signal: String) throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; echo hello >psm_1
      export FAULT_HANG=fsync:2 LD_PRELOAD=$fault
      env --default-signal=\(signal) $0 rm --yes --no-log --save /mnt/copies psm_1 2>/mnt/errors & running=$!
      unset LD_PRELOAD; until grep -q waits /mnt/errors; do sleep 0.01; done
      kill -\(signal) $running; sleep 0.3; kill -0 $running && echo 'still waits'
      kill -\(signal) $running; wait $running; echo "status $?"; cat psm_1
      """)
    let number = ["INT": 2, "TERM": 15, "HUP": 1][signal] ?? 0
    #expect(outcome.lines == ["still waits", "status \(128 + number)", "hello"], "\(outcome)")
  }
}
