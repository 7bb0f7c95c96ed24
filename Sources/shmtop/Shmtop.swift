internal import ArgumentParser

/// The command line of the program.
struct Shmtop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shmtop",
    abstract: "Shows the shared memory of this host: POSIX and System V in one table.",
    discussion: """
      Without a subcommand it watches: a live table with details, contents and removal on keys; \
      press ? for help. Without a terminal on standard output it lists.

      Filters choose segments: shmtop --state orphan, shmtop list --user ann --min-size 1M. The \
      help of watch and list has them all.

      A SEGMENT is written as the list prints it: posix:/NAME, or just /NAME or NAME; sysv:NUMBER, \
      or just NUMBER; key:0xKEY; unlinked:DEV:INODE or memfd:DEV:INODE.

      Exit status: 0 all done; 1 something could not be done, said on standard error; 64 wrong \
      usage.
      """,
    version: "0.1.0",
    subcommands: [MonitorCommand.self, List.self, Show.self, Dump.self, Remove.self, Restore.self],
    defaultSubcommand: MonitorCommand.self)
}
