internal import Glibc
internal import TestSupport
internal import Testing

/// How `rm --orphans` makes sure of an orphan at the end.
@Suite("The last look at an orphan", .needs(.sysAdmin), .waits) struct LastLookTests {
  /// A stop signal of the terminal comes just before the name is removed.
  @Test(.enabled(if: Command.exists("bash"), "needs bash"))
  func `is not stopped while a lease keeps others from opening the file`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1
      FAULT_KILL=unlinkat:1 FAULT_SIGNAL=\(SIGTSTP) later bash -c '
        set -m; "$0" rm --orphans --assume-clear outside --no-log --yes & removal=$!
        until [ "$(cut -d" " -f3 /proc/$removal/stat)" = T ]; do sleep 0.05; done
        grep -c LEASE /proc/locks; ls; fg >/dev/null; echo "status $?"' "$0"
      """)
    #expect(outcome.lines.first == "0", "\(outcome)")
    #expect(!outcome.lines.contains("psm_1"), "\(outcome)")
    #expect(outcome.lines.last == "status 0", "\(outcome)")
  }

  /// Each scan of processes reads the table of locks once.
  @Test(.needsStrace, arguments: [("", 1), ("setpriv --bounding-set=-lease --inh-caps=-lease", 2)])
  func `rests on two scans if the kernel does not answer`(without: String, scans: Int) throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; chown 65534 psm_1; mount -t tmpfs own /mnt
      later \(without) strace -f -o /mnt/log -e trace=openat,openat2 $0 list --assume-clear outside \
        --raw --noheadings -o NAME,STATE; grep -c '"/proc/locks"' /mnt/log
      """)
    #expect(outcome.lines == ["/psm_1\torphan", "\(scans)"], "\(outcome)")
  }
}
