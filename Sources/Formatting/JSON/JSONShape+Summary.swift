internal import SharedMemory

extension JSONShape {
  /// The members of the document of `shmtop summary --json`; `HostSummary.writeJSON` writes them.
  package static let summary: [Member] =
    head + [
      Member(
        "use", .always(.keyed(LimitRow.codes, JSONShape(.object(use)))),
        "the limits, and how much of each is used"),
      Member(
        "by_kind", .always(.keyed(Segment.Kind.allCases.map(\.constant), .always(.object(sum)))),
        "totals by kind"),
      Member(
        "by_state",
        .always(.keyed(Verdict.State.allCases.map(\.constant), .always(.object(sum)))),
        "totals by state"),
      Member(
        "by_owner",
        .always(
          .objects(
            [
              Member("uid", JSONShape(.integer), "numeric ID of the owner"),
              Member("user", JSONShape(.text()), "name of the owner"),
            ] + sum)), "totals by owner, those with the most bytes first"),
      Member(
        "by_application",
        .always(
          .objects(
            [Member("application", JSONShape(.text()), "name of the application")] + sum)),
        "totals by application, those with the most bytes first"),
      Member("memory", JSONShape(.object(memory)), "the shared memory of the host"),
      Member("shm_faults", .always(.objects(fault)), "what is wrong with /dev/shm"),
      Member("oldest_orphan", JSONShape(.object(orphan)), "the orphan with the earliest birth"),
    ]

  private static let use = [
    Member("used", JSONShape(.integer), "what is used of it"),
    Member("limit", JSONShape(.integer), "the limit"),
    Member("unlimited", .always(.boolean), "whether there is none"),
    Member("percent", JSONShape(.integer), "used part of the limit"),
    Member("alarming", .always(.boolean), "whether it is nearly used up"),
  ]

  private static let sum = [
    Member("segments", .always(.integer), "their number"),
    Member("size", .always(.integer), "bytes that their creators asked for"),
    Member("allocated", .always(.integer), "bytes in RAM and swap"),
    Member("complete", .always(.boolean), "whether there are no others; if not, there can be more"),
  ]

  private static let memory = [
    Member("shmem", .always(.integer), "Shmem of /proc/meminfo"),
    Member("swap_used", .always(.integer), "bytes in swap"),
    Member("named", .always(.integer), "bytes of segments with a name or an ID"),
    Member("removed", .always(.integer), "bytes of removed segments that are still held"),
    Member("memfd", .always(.integer), "bytes of memfds"),
    Member("huge_pages", .always(.integer), "bytes in huge pages, which Shmem does not count"),
    Member("other", JSONShape(.integer), "bytes of Shmem that no segment explains"),
  ]

  private static let fault = [
    Member(
      "code", .always(.words(ShmFault.Code.allCases.map(\.constant))), "a fixed word"),
    Member("text", .always(.text()), "the fault in a short sentence"),
    Member("alarming", .always(.boolean), "whether programs will fail"),
  ]

  private static let orphan = [
    Member("id", .always(.text()), "its name on the command line"),
    Member("birth", JSONShape(.time), "when it was created or changed"),
    Member("age", JSONShape(.integer), "seconds since then"),
  ]
}
