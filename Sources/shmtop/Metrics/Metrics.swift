internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop metrics`: the summary for Prometheus.
struct Metrics: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print limits, their use and totals as metrics for Prometheus.",
    discussion: """
      The text is for the textfile collector of node_exporter, from a cron job or a systemd timer: \
      shmtop metrics -O /var/lib/prometheus/node-exporter/shmtop.prom. Run it as root, or what other \
      users hold is missing.

      What is not known is left out, never 0; shmtop_complete says whether everything was seen.

      FILE is replaced at once, and all users may read it. Its directory may belong to another user, such \
      as prometheus, whose symbolic links are not followed.
      """)

  @Option(
    name: [.customShort("O", allowingJoined: true), .long],
    help: ArgumentHelp("Replace this file, with mode 0644.", valueName: "file"),
    completion: .file(),
    transform: { try ReplacedFile($0) })
  var output: ReplacedFile?

  @OptionGroup var trust: AssumptionOptions

  func run() throws {
    let start = ContinuousClock.now
    var snapshotReader = SnapshotReader(assumptions: trust.assumptions, readsOnce: true)
    let snapshot = snapshotReader.read([.users, .limits, .memory, .holders])
    let metrics = HostMetrics(of: snapshot, took: ContinuousClock.now - start)
    if let output {
      try output.write(metrics.text)
    } else {
      try StandardOutput.print { () throws(Errno) in try StandardOutput.write(metrics.text) }
    }
    for problem in snapshot.problems {
      StandardError.complain(DisplayText(problem, in: .current))
    }
    if snapshot.problems.contains(where: { !$0.isMinor }) { throw ExitCode.failure }
  }
}
