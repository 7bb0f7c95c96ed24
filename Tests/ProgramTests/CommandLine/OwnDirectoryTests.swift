internal import SystemPackage
internal import FoundationEssentials
internal import Glibc
internal import TestSupport
internal import Testing

/// What lies in a `/dev/shm` of the test's own, in a mount namespace that ends with the command.
@Suite("A /dev/shm of one's own", .needs(.sysAdmin), .waits) struct OwnDirectoryTests {
  private func list(after setup: String, _ arguments: String = "list") throws -> Command.Outcome {
    let script = """
      mount -t tmpfs own /dev/shm && cd /dev/shm && { \(setup); } && exec "$0" \(arguments)
      """
    return try Command.run([
      "unshare", "--mount", "sh", "-c", "\(script)", Argument(Array(Program.path().utf8)),
    ])
  }

  @Test func `another file system mounted below is not a segment`() throws {
    let outcome = try list(
      after: "mkdir m && mount -t tmpfs below m && echo x > m/inside && echo x > f && "
        + "mount --bind /etc/hostname f && echo x > own", "list --json")
    let document = try document(outcome)
    #expect(document.segments.filter { $0.kind == "posix" }.map(\.name) == ["/own"])
    #expect(Set(document.others.map(\.name)) == ["/m", "/f"])
    #expect(Set(document.others.map(\.type)) == ["mount point"])
  }

  @Test func `a /dev/shm that is not a tmpfs is reported and listed`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c",
      "mount -t ramfs own /dev/shm && echo x > /dev/shm/n && exec \"$0\" list",
      Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.fields(of: "/n") != nil)
    #expect(outcome.errorText.contains("is not a tmpfs"))
  }

  @Test func `a mount below /dev/shm is reported with what it hides`() throws {
    let outcome = try list(
      after: "head -c 65536 /dev/zero >hidden; cd /; mount -t tmpfs own /dev/shm")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.errorText.contains("/dev/shm is mounted over another file system: "))
    #expect(outcome.errorText.contains(" below it cannot be reached by name"))
    #expect(outcome.errorText.split(separator: "\n").count { $0.contains("mounted over") } == 1)
    #expect(!outcome.text.contains("hidden"))
  }

  @Test func `a mode or an option that keeps programs from using it is said once`() throws {
    // That the mount covers files of other tests is another fault.
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; chmod 755 .; mount -o remount,ro,noexec /dev/shm || exit 97
      $0 summary | grep '^/dev/shm is\\|^/dev/shm has' | grep -v 'mounted over'
      $0 summary -J | grep -o '"code":"[a-z-]*","text":"/dev/shm' | cut -d'"' -f4 | grep -v covers
      $0 monitor --once --size 160x12 | grep -c '/dev/shm .*read-only'
      $0 list -o NAME 2>&1 | grep -v 'mounted over'
      """)
    #expect(
      outcome.lines.prefix(7) == [
        "/dev/shm is mounted read-only: no segment can be created or removed.",
        "/dev/shm has mode 0755 instead of 1777: other users cannot create segments.",
        "/dev/shm is mounted noexec: segments cannot be mapped for execution.",
        "read-only", "mode", "noexec", "1",
      ], "\(outcome)")
    // None of it explains what a list lacks.
    #expect(outcome.lines.dropFirst(7).first == "NAME")
    #expect(outcome.lines.contains("/psm_1"))
    #expect(!outcome.text.contains("shmtop: /dev/shm"), "\(outcome)")
  }

  @Test func `limits that ended are in the document, as the kernel enforces them`() throws {
    let script = """
      mount -t tmpfs -o size=1m,nr_inodes=50 own /dev/shm && cd /dev/shm || exit 9
      echo 1024 >/proc/sys/kernel/shmall
      ipcmk -M 4194304 >&2; ipcmk -M 4096 2>/dev/null && exit 8
      i=0; while touch n$i; do i=$((i+1)); done 2>/dev/null
      exec "$0" list --json
      """
    let outcome = try Command.run([
      "unshare", "--mount", "--ipc", "sh", "-c", "\(script)",
      Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    let limits = try document(outcome).limits
    #expect(limits.shmall == 1024)
    #expect(limits.shmall_pages_used == 1024)
    #expect(limits.shm_filesystem_inodes == 50)
    #expect(limits.shm_filesystem_inodes_used == 50)
    #expect(limits.sysv_segments == 1)
  }

  @Test func `a tmpfs without limits has none, and its use is unknown`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c",
      "mount -t tmpfs -o size=0,nr_inodes=0 own /dev/shm && exec \"$0\" list --json",
      Argument(Array(Program.path().utf8)),
    ])
    let limits = try document(outcome).limits
    #expect(limits.shm_filesystem_size == nil)
    #expect(limits.shm_filesystem_used == nil)
    #expect(limits.shm_filesystem_inodes == nil)
    #expect(limits.shm_filesystem_inodes_used == nil)
  }

  @Test func `a System V table that is not there is not the same as no segment`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c",
      "mount -t tmpfs none /proc/sysvipc && exec \"$0\" list --json",
      Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(1), "\(outcome)")
    let found = try JSONDecoder().decode(JSON.Document.self, from: Data(outcome.output))
    #expect(found.limits.sysv_segments == nil)
    #expect(found.limits.shmall_pages_used == nil)
    #expect(found.limits.shmmni != nil)
  }

  /// The document of a `/dev/shm` that is a directory of the disk, after a setup in it.
  ///
  /// In the setup `$d` is that directory.
  private func onDisk(_ setup: String) throws -> JSON.Document {
    try FileTree.with { tree in
      let script = """
        d=$1; mkdir $d/shm && mount --bind $d/shm /dev/shm && cd /dev/shm || exit 9
        \(setup)
        sleep 0.1
        exec "$0" list --json
        """
      return try document(
        try Command.run([
          "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
          "\(script)", Argument(Array(Program.path().utf8)), "\(tree.path.string)",
        ]))
    }
  }

  @Test func `on a disk only deleted files of the directory are removed segments`() throws {
    let found = try onDisk(
      """
      echo x >named; echo x >gone; echo x >$d/log
      sleep 1000 <gone >/dev/null 2>&1 & sleep 1000 <$d/log >/dev/null 2>&1 &
      sleep 0.1; rm gone $d/log
      """)
    #expect(
      found.segments.filter { $0.kind == "posix" }.compactMap(\.name).sorted() == [
        "/gone", "/named",
      ])
    // What is on a disk takes no shared memory.
    #expect(found.segments.filter { $0.kind == "posix" }.allSatisfy { $0.allocated == nil })
    #expect(found.segments.first { $0.name == "/gone" }?.removed == true)
  }

  @Test func `the files of a ramfs are in memory`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
      """
      mount -t ramfs own /dev/shm && cd /dev/shm && echo x >named && echo x >gone || exit 9
      sleep 1000 <gone >/dev/null 2>&1 & sleep 0.1; rm gone; exec "$0" list --json
      """, Argument(Array(Program.path().utf8)),
    ])
    let found = try document(outcome)
    for name in ["/named", "/gone"] {
      #expect(found.segments.first { $0.name == name }?.allocated == 4096)
    }
    #expect(outcome.errorText.contains("is not a tmpfs but a ramfs"))
  }

  @Test func `a directory of a larger tmpfs holds only its own files`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
      """
      mount -t tmpfs big /mnt && mkdir /mnt/shm && mount --bind /mnt/shm /dev/shm || exit 9
      cd /dev/shm; echo x >gone; echo x >/mnt/other
      sleep 1000 <gone >/dev/null 2>&1 & sleep 1000 </mnt/other >/dev/null 2>&1 &
      sleep 0.1; rm gone /mnt/other; exec "$0" list --json
      """, Argument(Array(Program.path().utf8)),
    ])
    let found = try document(outcome).segments.filter { $0.kind == "posix" }
    #expect(found.map(\.name) == ["/gone"])
    #expect(found.first?.allocated == 4096)
  }

  @Test func `root in a user namespace is told what would help`() throws {
    let outcome = try Command.run([
      "unshare", "--user", "--map-root-user", "--mount", "--ipc", "sh", "-c",
      "mount -t tmpfs own /dev/shm && : >/dev/shm/n && exec \"$0\" show /n",
      Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(!outcome.text.contains("run as root to be sure"))
  }

  @Test func `a missing /dev/shm is reported and the rest is listed`() throws {
    let outcome = try list(after: "cd / && mount -t tmpfs empty /dev")
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.contains("/dev/shm: No such file or directory"))
    #expect(outcome.text.hasPrefix("NAME "))
  }

  @Test func `an unreadable directory is not the same as no segment`() throws {
    let script = """
      mount -t tmpfs -o mode=1777 own /dev/shm && mkdir -m 700 /dev/shm/closed \
      && cp "$0" /dev/shm/program && chmod 755 /dev/shm/program \
      && exec setpriv --reuid 65534 --clear-groups /dev/shm/program rm --yes closed/x none
      """
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c", "\(script)", Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(
      outcome.errorText.contains("closed/x: cannot be found: /dev/shm/closed: Permission denied"))
    #expect(outcome.errorText.contains("none: no such segment"))
  }

  @Test func `thousands of names are found and removed at once`() throws {
    let outcome = try list(
      after: "i=0; while [ $i -lt 3000 ]; do : > n$i; i=$((i+1)); done", "rm --yes n*")
    #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    #expect(outcome.lines.count == 3000)
  }
}
