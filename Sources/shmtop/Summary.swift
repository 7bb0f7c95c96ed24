internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop summary`: limits and totals of the host.
struct Summary: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show limits and their use, and totals by kind, state, owner and application.",
    discussion: """
      The limit that is closest to full comes first, and the processes that hold most of it are \
      listed. It shows why shmget fails with 'No space left on device', why /dev/shm is full, and what \
      the shared memory of the host (Shmem in /proc/meminfo) consists of.

      Numbers after ≥ are lower bounds: not everything could be looked at. A file with several names \
      counts once in each line, and once in the shared memory of the host.
      """)

  @Flag(name: .shortAndLong, help: "Print sizes in bytes.")
  var bytes = false

  @Flag(name: [.customShort("J"), .long], help: "Print everything as JSON.")
  var json = false

  @OptionGroup var trust: AssumptionOptions

  func validate() throws {
    if json && bytes { throw ValidationError("--json cannot be combined with --bytes.") }
  }

  func run() throws {
    var snapshotReader = SnapshotReader(assumptions: trust.assumptions, readsOnce: true)
    let snapshot = snapshotReader.read(.all)
    let summary = HostSummary(of: snapshot)
    try StandardOutput.print { () throws(Errno) in
      if json {
        try summary.writeJSON(StandardOutput.write)
      } else {
        try StandardOutput.write(
          summary.bytes(
            FormatOptions(charset: .current, units: bytes ? .bytes : .human, of: snapshot)))
      }
    }
    for problem in snapshot.problems {
      StandardError.complain(DisplayText(problem, in: .current))
    }
    if snapshot.problems.contains(where: { !$0.isMinor }) { throw ExitCode.failure }
  }
}
