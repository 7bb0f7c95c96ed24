extension KnownApplications {
  /// Databases.
  static let databaseRows: [Application] = [
    Application(
      "PostgreSQL", name: "PostgreSQL.<n>",
      warning: "queries fail if a running server loses it; a starting server removes its own",
      source: "PostgreSQL dsm_impl.c"),
    Application(
      "PostgreSQL", keys: 5_432_001...5_432_009, warning: interlock,
      source: "PostgreSQL 12 and older, pg_shmem.h and sysv_shmem.c: port * 1000 + n; ish#521"),
    Application(
      "PostgreSQL", .programs(["postgres", "postmaster"], isPrivate: false), warning: interlock,
      source: "PostgreSQL sysv_shmem.c: the key is the inode of the data directory; seen with 15.18"
    ),
    Application(
      "PostgreSQL", .shape(sizes: 40...56, permissions: 0o600),
      warning: """
        a segment of this size and mode may be the lock that keeps a second server off the same data \
        directory; if so, stop that server instead of removing it
        """,
      source: "PostgreSQL pg_shmem.h: sizeof(PGShmemHeader); sysv_shmem.c: IPCProtection 0600"),
    Application(
      "PostgreSQL", .ofPostgreSQLUser(permissions: 0o600),
      warning: """
        its owner runs PostgreSQL, and it may keep a second server off the same data directory; if so, \
        stop the old server instead of removing it
        """,
      source: "seen with 15.18 and shared_memory_type=sysv, after SIGKILL; sysv_shmem.c"),
    Application(
      "Oracle", name: "ora_*_<n>_<n>", cleaner: "sysresv",
      warning: "removing the wrong one crashes another database; sysresv shows whose it is",
      source: "hhutzler.de"),
  ]
}
