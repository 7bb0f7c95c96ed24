internal import Kernel
internal import SafeText
package import SharedMemory

/// The shared memory of a snapshot as `shmtop metrics` prints it: the text format of Prometheus, which is
/// OpenMetrics too.
///
/// Why: Decisions/90-metrics-that-are-known.md
package struct HostMetrics: Sendable {
  let summary: HostSummary
  let format: FormatOptions
  /// How long it took to read the snapshot.
  let duration: Duration

  package init(of snapshot: Snapshot, took duration: Duration) {
    summary = HostSummary(of: snapshot)
    format = FormatOptions(charset: .utf8, of: snapshot)
    self.duration = duration
  }

  /// The text; a metric of which nothing is known is left out.
  package var text: [UInt8] {
    var text: [UInt8] = []
    for metric in Metric.all { metric.append(self, to: &text) }
    text += Array("# EOF\n".utf8)
    return text
  }
}
