internal import TestSupport
internal import Testing

@Suite("set", .needs(.sysAdmin), .waits) struct SetTests {
  private let start = """
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    mount -t tmpfs aside /mnt; cp "$0" /mnt; stranger=/mnt/shmtop

    """

  @Test func `sets mode and owner of a file, and says what was so and is so`() throws {
    let outcome = try TestNamespace.run(
      start + """
        echo x >a; chmod 4600 a; $0 set --no-log a --mode 640 --owner 65534:7; stat -c '%a %u:%g' a
        $0 set --no-log a --owner 0; stat -c '%a %u:%g' a; $0 set --no-log a --mode 0640
        """)
    #expect(
      outcome.lines == [
        "posix:/a: mode 0640, owner nobody, group lp; was mode 4600, owner root, group root",
        "  user nobody gets the owner's rights (rw-)",
        "  user root keeps only those of the group (r--) or of others (---)",
        "  group lp gets r--; group root only what others have (---)", "640 65534:7",
        "posix:/a: mode 0640, owner root, group lp; was mode 0640, owner nobody, group lp",
        "  user root gets the owner's rights (rw-)",
        "  user nobody keeps only those of the group (r--) or of others (---)", "640 0:7",
        "posix:/a: mode 0640, owner root, group lp; as before",
      ], "\(outcome)")
  }

  @Test func `sets those of unlinked files, memfds and System V segments, removed ones too`() throws
  {
    let outcome = try TestNamespace.run(
      start + """
        echo x >a; hold open a >&2; rm a; id=$($0 list --raw --noheadings -o id --kind posix)
        $0 set --no-log $id --mode 400 >&2; stat -L -c %a /proc/$holder/fd/3
        hold memfd label >&2; id=$($0 list --raw --noheadings -o id --kind memfd)
        $0 set --no-log $id --mode 444 | sed "s/memfd:[0-9]*:[0-9]*/ID/"
        ipcmk -M 4096 -p 600 >&2; hold attach 0 >&2; $0 rm --yes --no-log sysv:0 >&2
        $0 set --no-log sysv:0 --mode 644; ipcs -m | awk '/^0x/ { print $4 }'
        $0 set --no-log sysv:0 --owner 65534; $0 show sysv:0 | grep -c nobody
        """)
    #expect(
      outcome.lines.prefix(6) == [
        "400", "ID: mode 0444, owner root, group root; was mode 0777, owner root, group root",
        "sysv:0: mode 0644, owner root, group root; was mode 0600, owner root, group root",
        "  group root gets r--, not ---", "  other users get r--, not ---", "644",
      ], "\(outcome)")
    #expect(
      outcome.lines.dropFirst(6).prefix(3) == [
        "sysv:0: mode 0644, owner nobody, group root; was mode 0644, owner root, group root",
        "  user nobody gets the owner's rights (rw-)",
        "  user root keeps these rights as its creator",
      ], "\(outcome)")
  }

  @Test(.enabled(if: TestSegment.canHaveAttributes, "needs access control lists"))
  func `says what an access control list lets others do by the new mode`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    try file.set(TestSegment.list, TestSegment.listForNobody)
    let outcome = try shmtop("set", "\(file.name)", "--mode", "660", "--no-log")
    #expect(
      outcome.lines.dropFirst() == [
        "  users and groups of its access control list get at most rw-, not r--"
      ], "\(outcome)")
  }

  @Test func `is for the owner and root, and only root gives files away`() throws {
    let outcome = try TestNamespace.run(
      start + """
        echo x >a; ipcmk -M 4096 -p 666 >&2; stranger sh -c 'echo x >b; chmod 0 b'
        for words in 'a --mode 666' 'sysv:0 --mode 666' 'b --owner 0' 'b --owner 0 --mode 600'; do
          stranger $stranger set --no-log $words; echo "$?"
        done
        stat -c %a:%u a b; stranger $stranger set --no-log b --mode 600; stat -c %a:%u b
        """)
    #expect(
      outcome.lines == [
        "1", "1", "1", "1", "644:0", "0:65534",
        "posix:/b: mode 0600, owner nobody, group nogroup; was mode 0000, owner nobody, group nogroup",
        "600:65534",
      ], "\(outcome)")
    for message in [
      "posix:/a: not permitted: only root may change it",
      "sysv:0: not permitted: only root may change it",
      "posix:/b: not permitted: only root may give a file to another user",
    ] {
      #expect(outcome.errorText.contains(message), "\(message): \(outcome)")
    }
  }

  @Test(arguments: [
    ("a", "--mode, --owner"), ("a --mode 4755", "0777"), ("a --mode u+w", "0640"),
    ("a --owner :", "no user is named"),
  ])
  func `wrongly used, ends with status 64`(words: String, right: String) throws {
    let outcome = try TestNamespace.run("echo x >a; $0 set \(words); echo $?; stat -c %a a")
    #expect(outcome.lines == ["64", "644"], "\(outcome)")
    #expect(outcome.errorText.contains(right), "\(outcome)")
  }
}
