internal import TestSupport
internal import Testing

/// A command that runs again and again on the same segments, each time with a fault at a later call.
struct InjectionScenario {
  /// The arguments of the program, as a shell reads them.
  let command: String
  /// Runs once.
  var preparation = ""
  /// Makes the segments before each run, after all others were removed; `nil` if they stay.
  var world: String?
  /// Runs after each run, without a fault, and may not fail.
  var mending = ""
  /// Says what there is, a path and facts in each line, after a mark in `$1`.
  var look = Self.filesAndTable

  /// Runs the command with a fault at each call of each kind, or at some of them.
  func run(with fault: Fault, check: (InjectedRun) throws -> Void) throws {
    var count = 0
    for call in try calls() where Fault.tries(call) {
      var first = 1
      while true {
        let outcome = try script(
          """
          i=0; n=\(first); while [ $i -lt \(Self.most) ]; do
            world >/dev/null 2>&1
            traced -e trace=\(call) -e inject=\(call):\(fault.testDescription):when=$n; status=$?
            grep -q -e INJECTED -e 'killed by SIGKILL' /mnt/trace || break
            echo "@$n $status"
            sed -e 's/^/</' -e '$a\\' /mnt/out; sed -e 's/^/>/' -e '$a\\' /mnt/errors
            look =; mending >&2; look '~'
            i=$((i + 1)); n=$((n + \(Fault.step)))
          done
          """)
        let runs = InjectedRun.read(outcome.lines, call: call, fault: fault)
        for run in runs { try check(run) }
        count += runs.count
        guard runs.count == Self.most else { break }
        first += Self.most * Fault.step
      }
    }
    try #require(count > 0)
    print("injected: \(fault.testDescription) at \(count) calls of shmtop \(command)")
  }

  /// The segments without a fault, before the command or after it.
  func segments(afterCommand: Bool) throws -> [String: String] {
    let outcome = try script(
      "world >/dev/null 2>&1; echo @0 0; \(afterCommand ? "later $0 \(command) >&2; " : "")look =")
    let run = try #require(InjectedRun.read(outcome.lines, call: "", fault: .kill).first)
    try #require(!run.left.isEmpty, "\(outcome)")
    return run.left
  }

  /// The names of the system calls that the command makes.
  private func calls() throws -> [String] {
    let outcome = try script(
      #"""
      world >/dev/null 2>&1; traced; status=$?; cat /mnt/errors >&2
      sed -nE 's/^[0-9]+ +([a-z0-9_]+)\(.*/\1/p' /mnt/trace | sort -u; exit $status
      """#)
    try #require(outcome.status == .exited(0), "\(outcome)")
    return outcome.lines
  }

  private func script(_ text: String) throws -> Command.Outcome {
    try TestNamespace.run(
      #"""
      mount -t tmpfs aside /mnt
      traced() {
        strace -f -qq -E LD_PRELOAD=$fault -E FAULT_LATER=120 -o /mnt/trace "$@" \
          $program \#(command) </dev/null >/mnt/out 2>/mnt/errors
      }
      sum() { md5sum | cut -c1-8; }
      look() {
        \#(look)
      }
      program=$0
      world() { :; }
      mending() { :; }
      \#(preparation)
      world() {
        \#(world.map { "find . -mindepth 1 -delete; ipcrm --all=shm; \($0)" } ?? ":")
        :
      }
      mending() {
        \#(mending)
        :
      }
      \#(text)
      """#)
  }

  /// The files in `/dev/shm` and the System V segment, with mode and checksum.
  private static let filesAndTable = #"""
    find . -type f -printf '%P %m\n' | while read -r path mode; do
      echo "$1$path $mode $(sum <"$path")"
    done
    ipcs -m | grep 0x | while read -r key id owner mode size rest; do
      echo "$1sysv $mode $($program dump --format raw --accept attach sysv:$id 2>/dev/null | sum)"
    done
    """#

  /// So many runs share one namespace.
  private static let most = 6
}
