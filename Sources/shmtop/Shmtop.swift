internal import ArgumentParser

/// The command line of the program.
struct Shmtop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shmtop",
    abstract: "Show the shared-memory segments of this host, POSIX and System V in one table.",
    discussion: """
      Without a subcommand, shmtop shows a live table; press ? there for help. If standard output is \
      not a terminal, it prints the list.

      Filters select segments: shmtop --state orphan, shmtop list --user ann --min-size 1M. \
      'shmtop help list' describes them all.

      A SEGMENT is given as the list prints it: posix:/NAME, or just /NAME or NAME; sysv:SHMID, or \
      just SHMID; key:0xKEY; unlinked:DEV:INODE or memfd:DEV:INODE.

      Exit status: 0 success; 1 something failed, with a message on standard error; 3 a segment \
      matches --fail-if; 64 wrong usage.
      """,
    version: "0.1.0",
    subcommands: [
      MonitorCommand.self, List.self, Show.self, Summary.self, Metrics.self, Events.self, Wait.self,
      Dump.self, Remove.self, Restore.self, Create.self, Write.self, Hold.self, Resize.self,
      SetAccess.self, LockSegment.self, UnlockSegment.self,
    ],
    defaultSubcommand: MonitorCommand.self)
}
