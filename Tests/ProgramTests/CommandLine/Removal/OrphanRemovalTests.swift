internal import FoundationEssentials
internal import Glibc
internal import TestSupport
internal import Testing

/// The summary of a removal as JSON.
struct RemovalDocument: Decodable {
  struct Entry: Decodable {
    let id: String
    let allocated: UInt64?
    let outcome: String
    let message: String?
    let state: String?
    let reasons: [Reason]?
    let consequence: String?
    let advice: String?
  }

  struct Reason: Decodable {
    let code: String
    let text: String
  }

  let schema: Int
  let taken: String
  let dry_run: Bool
  let interrupted: Bool
  let chosen: Int
  let chosen_bytes: UInt64
  let removed: Int
  let gone: Int
  let changed: Int
  let not_permitted: Int
  let failed: Int
  let untouched: Int
  let unknown_names: Int
  let warned: Int
  let bytes_freed: UInt64
  let segments: [Entry]

  init(_ text: some Sequence<UInt8>) throws {
    self = try JSONDecoder().decode(RemovalDocument.self, from: Data(text))
  }
}

@Suite("rm --orphans", .needs(.sysAdmin), .waits) struct OrphanRemovalTests {
  /// What everybody may find in `/dev/shm`, of which four are orphans that an application made.
  private let mixture = """
    echo x >psm_a1; echo x >psm_a2; echo x >parked; : >psm_e0; echo x >sem.psm_1
    mkdir psm_d1 && echo x >psm_d1/psm_f1; ln -s parked psm_51; mkfifo psm_f0; ipcmk -M 5000 >&2

    """

  @Test func `says that what has just changed is left out for a minute`() throws {
    let outcome = try TestNamespace.run("echo x >psm_a1; $0 $rm_orphans; later $0 $rm_orphans")
    #expect(
      outcome.errorText.contains("left out: 1 segment changed less than a minute ago"), "\(outcome)"
    )
    #expect(outcome.lines.first == "would remove 0 segments, 0 bytes", "\(outcome)")
    #expect(outcome.lines.last == "would remove 1 segment, 4.0 KiB", "\(outcome)")
  }

  @Test func `counts a file with two names once`() throws {
    let outcome = try TestNamespace.run(
      "echo x >psm_a1; ln psm_a1 psm_a2; echo x >psm_a3; later $0 $rm_orphans -J")
    let document = try RemovalDocument(outcome.output)
    #expect(document.chosen == 3)
    #expect(document.chosen_bytes == 8192)
  }

  @Test func `removes segments with a warning only if --name or --app selects them`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >PostgreSQL.123; echo x >psm_a1; later $0 $rm_orphans --yes -J; ls
      later $0 $rm_orphans; later $0 $rm_orphans --yes --app PostgreSQL; ls
      """)
    let document = try RemovalDocument(Array((outcome.lines.first ?? "").utf8))
    #expect(document.segments.map(\.id) == ["posix:/psm_a1"])
    #expect(document.warned == 1 && document.unknown_names == 0)
    #expect(outcome.errorText.contains("left out: 1 orphan whose application"), "\(outcome)")
    #expect(outcome.lines.dropFirst().first == "PostgreSQL.123")
    #expect(outcome.lines.contains("posix:/PostgreSQL.123: removed"))
    #expect(outcome.errorText.contains("PostgreSQL: queries fail"), "\(outcome)")
  }

  @Test func `removes a directory with its last file, if the processes in its name are gone`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      dead=qb-999998-999999-7-AbC1de other=qb-999998-999999-8-AbC1de live=qb-$$-999999-9-AbC1de
      mixed=qb-999998-999999-10-AbC1de
      mkdir $dead $other $live $mixed psm_d1; chown 65534 $other
      for d in $dead $other $live $mixed; do echo x >$d/qb-request-cpg-header; : >$d/qb-event-cpg; done
      echo x >$mixed/own; echo x >psm_d1/psm_1
      later $0 $rm_orphans --yes >/dev/null; find . -mindepth 1 | sort
      """)
    let live = outcome.lines.first { $0.hasSuffix("-9-AbC1de") } ?? ""
    #expect(
      Set(outcome.lines) == [
        live, "\(live)/qb-event-cpg", "\(live)/qb-request-cpg-header",
        "./qb-999998-999999-10-AbC1de", "./qb-999998-999999-10-AbC1de/own",
        "./qb-999998-999999-8-AbC1de", "./psm_d1", "./psm_d1/psm_1",
      ], "\(outcome)")
  }

  @Test func `removes old empty files of known applications only`() throws {
    let outcome = try TestNamespace.run(
      ": >nccl-aB3xY9; : >nccl-other; : >lock; later $0 $rm_orphans --yes >/dev/null; ls")
    #expect(outcome.lines == ["lock", "nccl-other"], "\(outcome)")
  }

  @Test func `removes what may be PostgreSQL's interlock only if --app selects it`() throws {
    let outcome = try TestNamespace.run(
      """
      ipcmk -M 48 -p 0600 >&2; ipcmk -M 48 -p 0640 >&2; later $0 $rm_orphans >&2
      later $0 $rm_orphans --yes
      later $0 list --assume-clear outside --noheadings -o ID,APP,STATE
      later $0 show sysv:0 --assume-clear outside | grep Perhaps
      later $0 $rm_orphans --yes --app PostgreSQL
      """)
    #expect(
      outcome.lines.prefix(3) == [
        "sysv:1: removed", "1 removed, 0 bytes freed", "sysv:0  PostgreSQL?  orphan",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("left out: 1 orphan whose application"), "\(outcome)")
    #expect(outcome.text.contains("Perhaps PostgreSQL: a segment of this size and mode may be"))
    #expect(outcome.lines.contains("sysv:0: removed"))
  }

  @Test func `leaves out a large segment of a user with files of PostgreSQL`() throws {
    let outcome = try TestNamespace.run(
      """
      user="setpriv --reuid 65534 --regid 65534 --clear-groups"
      $user sh -c 'echo x >PostgreSQL.12; ipcmk -M 4M -p 0600 >/dev/null'; ipcmk -M 4M -p 0600 >/dev/null
      later $0 list --raw --noheadings --kind sysv -o ID,APP; later $0 $rm_orphans --yes --kind sysv
      """)
    #expect(
      outcome.lines == [
        "sysv:0\tPostgreSQL?", "sysv:1\t-", "sysv:1: removed", "1 removed, 0 bytes freed",
      ], "\(outcome)")
  }

  @Test func `says the advice of an application once`() throws {
    let outcome = try TestNamespace.run(
      "echo x >fastrtps_1; echo x >fast_datasharing_2; later $0 $rm_orphans")
    let lines = outcome.errorText.split(separator: "\n")
    let advice = lines.filter { $0.contains("fastdds shm clean") }
    #expect(advice.count == 1, "\(outcome)")
  }

  @Test func `without --yes says what it would remove, and removes nothing`() throws {
    let outcome = try TestNamespace.run(
      mixture + "later $0 $rm_orphans; echo $?; ls; ipcs -m | grep -c 0x")
    #expect(outcome.status == .exited(0), "\(outcome)")
    for id in ["posix:/psm_a1", "posix:/psm_a2", "posix:/psm_e0", "sysv:0"] {
      #expect(outcome.fields(of: id)?.contains("orphan") == true, "\(outcome)")
    }
    #expect(outcome.fields(of: "posix:/parked") == nil)
    let rest = outcome.lines.drop { !$0.hasPrefix("would remove 4 segments, ") }
    #expect(
      rest.dropFirst() == [
        "0", "parked", "psm_51", "psm_a1", "psm_a2", "psm_d1", "psm_e0", "psm_f0", "sem.psm_1", "1",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("left out: 1 orphan"))
    #expect(outcome.errorText.contains("use --yes to remove"))
  }

  @Test func `with --yes removes them and nothing else`() throws {
    let outcome = try TestNamespace.run(
      mixture + "later $0 $rm_orphans --yes -J; ls; ipcs -m | grep -c 0x; true")
    let text = outcome.lines
    let document = try RemovalDocument(Array((text.first ?? "").utf8))
    #expect(document.schema == 1 && !document.dry_run && !document.interrupted)
    #expect(document.chosen == 4 && document.removed == 4 && document.unknown_names == 1)
    #expect(document.chosen_bytes == 2 * 4096 && document.bytes_freed == 2 * 4096)
    #expect(
      Set(document.segments.map(\.id)) == [
        "sysv:0", "posix:/psm_a1", "posix:/psm_a2", "posix:/psm_e0",
      ])
    #expect(document.segments.allSatisfy { $0.outcome == "removed" && $0.message == nil })
    #expect(
      text.dropFirst() == ["parked", "psm_51", "psm_d1", "psm_f0", "sem.psm_1", "0"],
      "\(outcome)")
  }

  @Test func `removes segments that the filters select, even with unknown names`() throws {
    let outcome = try TestNamespace.run(
      mixture + """
        later $0 $rm_orphans --yes --name 'p*' --kind posix --min-size 1 --older-than 60
        later $0 $rm_orphans --yes --older-than 1h; later $0 $rm_orphans --yes --user 65534; ls
        """)
    #expect(outcome.text.contains("posix:/parked: removed\n"))
    #expect(outcome.lines.count { $0 == "0 removed, 0 bytes freed" } == 2)
    #expect(
      outcome.lines.suffix(5) == ["psm_51", "psm_d1", "psm_e0", "psm_f0", "sem.psm_1"], "\(outcome)"
    )
  }

  @Test func `keeps an orphan that gets a holder meanwhile`() throws {
    // The reader stops reading, so that the program waits in the middle; the oldest name comes last.
    let outcome = try TestNamespace.run(
      """
      i=0; while [ $i -lt 4000 ]; do echo x >psm_$i; i=$((i+1)); done
      { later $0 $rm_orphans --yes; echo "status $?"; } | {
        read first; sleep 1000 </dev/shm/psm_0 >/dev/null & sleep 2.5; cat; }
      ls
      """)
    #expect(
      outcome.errorText.contains("posix:/psm_0: it is no longer an orphan"), "\(outcome.errorText)")
    #expect(outcome.lines.suffix(3).first?.contains("3999 removed") == true)
    #expect(outcome.lines.suffix(3).first?.contains("1 changed meanwhile") == true)
    #expect(outcome.lines.suffix(2) == ["status 1", "psm_0"])
  }

  @Test func `stops after the current one when it is asked to end`() throws {
    let outcome = try TestNamespace.run(
      """
      i=0; while [ $i -lt 4000 ]; do echo x >psm_$i; i=$((i+1)); done
      mount -t tmpfs aside /mnt; mkfifo /mnt/out
      later sh -c 'echo $$ >/mnt/pid; exec "$0" "$@"' $0 $rm_orphans --yes >/mnt/out &
      exec 3</mnt/out; read first <&3; kill -TERM $(cat /mnt/pid); cat <&3 >/mnt/rest; wait $!
      echo "status $?"; tail -n 1 /mnt/rest; echo "left $(ls -A | wc -l)"
      """)
    #expect(outcome.lines.first == "status 1", "\(outcome)")
    let summary = outcome.lines.dropFirst().first?.split(separator: " ") ?? []
    let left = outcome.lines.last?.split(separator: " ").last.flatMap { Int($0) }
    let removed = summary.first.flatMap { Int($0) }
    #expect(outcome.text.contains("not reached"), "\(outcome)")
    #expect(left.flatMap { left in removed.map { left + $0 } } == 4000, "\(outcome)")
  }

  @Test func `does not fail for segments that vanished meanwhile`() throws {
    let outcome = try TestNamespace.run(
      """
      i=0; while [ $i -lt 4000 ]; do echo x >psm_$i; i=$((i+1)); done
      { later $0 $rm_orphans --yes; echo "status $?"; } | { read first; rm psm_0; cat; } | tail -n 2
      """)
    #expect(
      outcome.lines.first?.hasSuffix("1 already gone") == true
        && outcome.lines.last == "status 0",
      "\(outcome)")
  }
}

@Suite("A removal's words", .waits) struct RemovalWordTests {
  @Test(
    arguments: [
      ["rm"], ["rm", "--orphans", "x"], ["rm", "--put-back", "x"], ["rm", "--put-back", "--yes"],
      ["rm", "x", "--name", "y"], ["rm", "--put-back", "--orphans"],
      ["rm", "--orphans", "--save", ""],
    ] as [[Argument]])
  func `do not contradict each other`(words: [Argument]) throws {
    let outcome = try Command.run([Argument(Array(Program.path().utf8))] + words)
    #expect(outcome.status == .exited(64), "\(outcome)")
  }
}
