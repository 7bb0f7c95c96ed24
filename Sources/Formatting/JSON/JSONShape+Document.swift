internal import SharedMemory

extension JSONShape {
  /// The members of the document of `shmtop list --json`, except for those of its segments.
  ///
  /// `Snapshot.writeJSON` writes them.
  package static let document: [Member] =
    head + [
      Member("segments", .always(.segments), "the segments"),
      Member(
        "others",
        JSONShape(
          .objects([
            Member("name", .always(.text("^/")), "its name with the slash, escaped"),
            Member(
              "name_bytes", JSONShape(.text("^([0-9a-f]{2})*$")),
              "the bytes of its name in hexadecimal, if escaping changed it"),
            Member("type", .always(.text()), "such as FIFO, symbolic link or directory"),
            Member("uid", .always(.integer), "numeric ID of its owner"),
            Member("user", JSONShape(.text()), "name of its owner"),
          ])), "files in /dev/shm that are not segments; null if /dev/shm could not be read"),
    ]

  /// What every document on a snapshot begins with; `JSONWriter.head(of:)` writes it.
  static let head: [Member] = [
    schema, taken,
    Member(
      "complete", JSONShape(.boolean),
      "whether no holder can have been missed; what --assume-clear covers counts as read"),
    Member("processes", JSONShape(.integer), "number of processes"),
    Member("unreadable_processes", JSONShape(.integer), "number of those that could not be read"),
    Member(
      "in_flight",
      JSONShape(
        .objects([
          Member("pid", .always(.integer), "process that will receive them"),
          Member("descriptors", .always(.integer), "number of descriptors"),
        ])), "descriptors that were sent through sockets and not received yet"),
    Member(
      "limits", .always(.object(limits)), "limits of the kernel and of /dev/shm, and their use"),
  ]

  /// The members that a line of `--json-lines` has besides those of its segment.
  package static let line = [schema, taken]

  /// A reason for a state.
  static let reason = [
    Member("code", .always(.text("^[a-z-]+$")), "a fixed word"),
    Member("text", .always(.text()), "the reason in a short sentence"),
  ]

  /// What holds a segment: a process, or without one a loop device or a mount.
  static let holder = [
    Member("pid", JSONShape(.integer), "process; null if the holder is none"),
    Member("uid", JSONShape(.integer), "numeric ID of the user who runs it"),
    Member("user", JSONShape(.text()), "name of that user"),
    Member("command", .always(.text()), "name of its program, or what the holder is"),
    Member("attachments", JSONShape(.integer), "number of its mappings of the segment"),
    Member("descriptors", JSONShape(.integer), "number of its open file descriptors for it"),
    Member("writable", JSONShape(.boolean), "whether it can write to the segment"),
    Member(
      "how", .always(.words(["mapping", "descriptor", "lock", "io_uring", "loop", "mount"])),
      "how it holds the segment"),
    Member("command_line", JSONShape(.text()), "its command line, escaped"),
    Member("unit", JSONShape(.text()), "its systemd unit"),
    Member("container", JSONShape(.text()), "the ID of its container"),
    Member("parent_pid", JSONShape(.integer), "its parent process"),
  ]

  private static let schema = Member(
    "schema", .always(.integer), "1; keys are only ever added within a schema")
  private static let taken = Member("taken", .always(.time), "when the segments were read")

  private static let limits = [
    Member("shmmni", JSONShape(.integer), "most System V segments"),
    Member("shmmax", JSONShape(.integer), "largest System V segment in bytes"),
    Member("shmall", JSONShape(.integer), "most pages of System V segments"),
    Member("sysv_segments", JSONShape(.integer), "number of System V segments"),
    Member("shm_filesystem_size", JSONShape(.integer), "size of /dev/shm in bytes"),
    Member("shm_filesystem_used", JSONShape(.integer), "bytes used in /dev/shm"),
    Member("shmall_pages_used", JSONShape(.integer), "pages of System V segments"),
    Member("shm_filesystem_inodes", JSONShape(.integer), "most files in /dev/shm"),
    Member("shm_filesystem_inodes_used", JSONShape(.integer), "number of files in /dev/shm"),
  ]
}
