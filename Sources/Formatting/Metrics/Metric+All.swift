internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension Metric {
  /// All metrics, in the order in which they are written.
  static let all: [Metric] = segments + byOwnerAndApplication + limits + host + scan

  /// Segments by kind and state, so that sums over either are right.
  private static let segments: [Metric] = [
    Metric("shmtop_segments", "Shared-memory segments.") {
      $0.byKindAndState { UInt64($0.count) }
    },
    Metric("shmtop_segments_size_bytes", "Bytes that the creators of segments asked for.") {
      $0.byKindAndState(\.size)
    },
    Metric("shmtop_segments_allocated_bytes", "Bytes of segments in RAM and swap.") {
      $0.byKindAndState(\.allocated.least)
    },
    Metric(
      "shmtop_oldest_orphan_age_seconds", "Time since the oldest orphan was created or changed."
    ) { metrics in
      let birth = metrics.summary.oldestOrphan?.birth
      let now = metrics.summary.snapshot.timestamp
      return [Sample(birth.map { .seconds(max(0, now.seconds.subtractingSaturated($0.seconds))) })]
    },
  ]

  /// Segments by owner and by application.
  private static let byOwnerAndApplication: [Metric] = [
    Metric("shmtop_owner_segments", "Segments of a user.") {
      $0.byOwner { UInt64($0.count) }
    },
    Metric("shmtop_owner_allocated_bytes", "Bytes in RAM and swap of the segments of a user.") {
      $0.byOwner(\.leastAllocated)
    },
    Metric("shmtop_application_segments", "Segments of an application.") {
      $0.byApplication { UInt64($0.count) }
    },
    Metric(
      "shmtop_application_allocated_bytes",
      "Bytes in RAM and swap of the segments of an application."
    ) { $0.byApplication(\.leastAllocated) },
  ]

  /// The limits and their use.
  private static let limits: [Metric] = [
    Metric("shmtop_limit_bytes", "A limit in bytes; left out if there is none.") {
      $0.byLimit(inBytes: true, \.limit)
    },
    Metric("shmtop_limit_used_bytes", "What is used of a limit in bytes.") {
      $0.byLimit(inBytes: true, \.used)
    },
    Metric("shmtop_limit_entries", "A limit on segments or files; left out if there is none.") {
      $0.byLimit(inBytes: false, \.limit)
    },
    Metric("shmtop_limit_used_entries", "What is used of a limit on segments or files.") {
      $0.byLimit(inBytes: false, \.used)
    },
  ]

  /// The host and its file system at `/dev/shm`.
  private static let host: [Metric] = [
    Metric("shmtop_filesystem_fault", "Whether something is wrong with /dev/shm.") { metrics in
      let snapshot = metrics.summary.snapshot
      guard snapshot.fileSystem != nil else { return [] }
      return ShmFault.Code.allCases.compactMap { code in
        // Without /proc, mounts are not known.
        if code == .covers && snapshot.scan == nil { return nil }
        return Sample(
          snapshot.faults.contains { $0.code == code },
          ("fault", DisplayText(stringLiteral: code.constant)))
      }
    },
    Metric("shmtop_host_shmem_bytes", "Shmem of the whole host, as in /proc/meminfo.") {
      [Sample($0.summary.snapshot.memory?.shared)]
    },
    Metric(
      "shmtop_host_shmem_unexplained_bytes",
      "Shmem of the host that no segment of these namespaces explains."
    ) { metrics in
      let memory = metrics.summary.snapshot.memory
      return [Sample(memory.flatMap { metrics.summary.totals.unexplained(of: $0).bytes })]
    },
  ]

  /// What was read, and when.
  private static let scan: [Metric] = [
    Metric(
      "shmtop_complete",
      "1 if this part was read completely; if not, numbers are lower bounds or left out."
    ) { metrics in
      let unlisted = metrics.summary.snapshot.unlisted
      return [
        Sample(!unlisted.contains(.systemV), ("part", "sysv")),
        Sample(unlisted.isDisjoint(with: [.posix, .semaphore]), ("part", "posix")),
        Sample(metrics.summary.snapshot.areProcessesRead, ("part", "processes")),
      ]
    },
    Metric("shmtop_processes", "Processes that were found.") {
      [Sample($0.summary.snapshot.scan.map { UInt64($0.processes) })]
    },
    Metric("shmtop_unreadable_processes", "Processes that could not be read.") {
      [Sample($0.summary.snapshot.scan.map { UInt64($0.unreadable.count) })]
    },
    Metric(
      "shmtop_in_flight_descriptors",
      "File descriptors in transit through sockets that may refer to segments."
    ) {
      guard let scan = $0.summary.snapshot.scan else { return [] }
      let count = scan.inFlight.values.reduce(UInt64(0)) { $0.addingSaturated($1) }
      // A process that was not read can have some.
      return count > 0 || scan.isComplete ? [Sample(count)] : []
    },
    Metric("shmtop_scan_duration_seconds", "Time that reading took.") {
      [Sample($0.duration)]
    },
    Metric("shmtop_scan_timestamp_seconds", "When reading began, since 1970.") { metrics in
      let start = metrics.summary.snapshot.timestamp
      return [Sample(.seconds(start.seconds) + .nanoseconds(Int64(start.nanoseconds)))]
    },
  ]
}
