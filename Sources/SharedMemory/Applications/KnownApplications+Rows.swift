extension KnownApplications {
  /// All rows; if several match a segment, the first counts.
  ///
  /// So a narrow pattern comes before a wide one. Patterns are as narrow as the names that the developers
  /// give: an orphan of a known application can be removed in bulk.
  static let rows: [Application] =
    pythonRows + mpiRows + databaseRows + middlewareRows + serviceRows + desktopRows + memfdRows
    + testRows + contentsRows

  /// Applications that are recognised by their bytes, whatever the name.
  private static let contentsRows: [Application] = [
    Application(
      "PostgreSQL",
      .contents(
        MagicBytes(
          position: .start, bytes: [0x0e, 0x75, 0x85, 0x28], process: 4, isPostgreSQL: true)),
      warning: interlock, source: "PostgreSQL pg_shmem.h"),
    Application(
      "PulseAudio",
      .contents(
        MagicBytes(position: .beforeEnd(40), bytes: [0xfe, 0xca, 0xef, 0xbe], process: 4)),
      source: "pulsecore/shm.c"),
    Application(
      "an executable", .contents(MagicBytes(position: .start, bytes: Array("\u{7f}ELF".utf8))),
      isSuspicious: true, source: "davidgodwinpratt.com"),
  ]

  /// The harm of removing the System V segment of a PostgreSQL server.
  static let interlock: StaticText =
    """
    this segment keeps a second server from starting on the same data directory; stop the old server \
    instead of removing it
    """
}
