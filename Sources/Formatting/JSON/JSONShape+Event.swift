internal import SharedMemory

extension JSONShape {
  /// The members of a line of `shmtop events --json`; `Snapshot.writeJSONLines(of:_:)` writes them.
  package static let event: [Member] =
    line + [
      Member(
        "event",
        .always(.words(["created", "grown", "shrunk", "removed", "held", "let-go", "freed"])),
        "what happened"),
      Member(
        "previous_size", JSONShape(.integer), "size in bytes before it has grown or shrunk"),
      Member(
        "process", JSONShape(.object(process)),
        "the process that opened or released it; null if it was not seen"),
      Member("segment", .always(.segment), "the segment now, or as it was last seen"),
    ]

  private static let process = [
    Member("pid", .always(.integer), "its number"),
    Member("uid", .always(.integer), "numeric ID of the user who runs it"),
    Member("user", JSONShape(.text()), "name of that user"),
    Member("command", .always(.text()), "name of its program"),
  ]
}
