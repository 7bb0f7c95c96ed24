internal import TestSupport
internal import Testing

/// A small RLIMIT_AS, as `ulimit -v` sets it.
@Suite("Little memory", .waits) struct MemoryLimitTests {
  /// With too little for the libraries, the kernel or the dynamic loader ends the program.
  @Test(
    .needs(.sysAdmin),
    arguments: ["list", "list --json", "list --where 'size>0'", "summary", "metrics", "show n1"])
  func `ends a command with a message and status 1`(_ command: String) throws {
    let outcome = try TestNamespace.run(
      """
      i=0; while [ $i -lt 3000 ]; do : >n$i; i=$((i+1)); done
      kib=16384; status=127
      while [ $status -ne 0 ] && [ $kib -lt 2000000 ]; do
        kib=$((kib+512))
        (ulimit -c 0; ulimit -v $kib; exec $0 \(command)) >/dev/null 2>errors; status=$?
        if grep -q 'shared libraries' errors; then status=127; fi
        echo "$status $(head -c 200 errors)"
      done
      """)
    let runs = outcome.lines.drop { $0.hasPrefix("127") || $0.hasPrefix("139") }
    #expect(runs.last?.hasPrefix("0 ") == true, "\(outcome)")
    let failed = runs.dropLast()
    #expect(!failed.isEmpty, "\(outcome)")
    for run in failed { #expect(run == "1 shmtop: out of memory") }
  }
}
