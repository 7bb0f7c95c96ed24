internal import TestSupport
internal import Testing

/// `shmtop metrics` on real segments, and the file that it replaces.
@Suite("Metrics", .waits) struct MetricsTests {
  /// In `/mnt/own` only root writes; `replace FILE` writes the metrics there, and says how that ended.
  private let start = """
    mount -t tmpfs -o mode=755 aside /mnt; mkdir /mnt/own; umask 077
    replace() { $0 metrics -O "$1"; echo "status $?"; }

    """

  @Test(.enabled(if: Command.exists("promtool"), "needs promtool, of prometheus"))
  func `pass promtool check metrics`() throws {
    let outcome = try Command.run([
      "sh", "-c", "\(Program.path()) metrics | promtool check metrics",
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.text + outcome.errorText == "", "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `count what there is`() throws {
    let outcome = try TestNamespace.run(
      """
      head -c 8192 /dev/zero >held; hold map /dev/shm/held >/dev/null; rm held
      head -c 4096 /dev/zero >left; ipcmk -M 4096 >/dev/null; later $0 metrics
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    for line in [
      #"shmtop_segments{kind="posix",state="removed"} 1"#,
      #"shmtop_segments_allocated_bytes{kind="posix",state="removed"} 8192"#,
      #"shmtop_segments{kind="posix",state="orphan"} 1"#,
      #"shmtop_segments{kind="sysv",state="orphan"} 1"#,
      #"shmtop_owner_segments{uid="0",user="root"} 3"#,
      #"shmtop_limit_used_entries{limit="shmmni"} 1"#,
      #"shmtop_filesystem_fault{fault="mode"} 0"#,
    ] { #expect(outcome.lines.contains(line), "\(line)\n\(outcome)") }
  }

  @Test(.needs(.sysAdmin)) func `replace a file that others may read, and leave no other`() throws {
    let outcome = try TestNamespace.run(
      start + """
        replace /mnt/own/a.prom; replace /mnt/own/a.prom; cd /mnt/own; replace a.prom
        ls -A; stat -c %a a.prom; tail -n 1 a.prom
        """)
    #expect(
      outcome.lines == ["status 0", "status 0", "status 0", "a.prom", "644", "# EOF"], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `never show a part of a file, with many runs at a time`() throws {
    let outcome = try TestNamespace.run(
      start + """
        replace /mnt/own/a.prom
        for run in 1 2 3 4 5 6; do $0 metrics -O /mnt/own/a.prom || echo "failed" & done
        for look in $(seq 200); do tail -n 1 /mnt/own/a.prom; done | sort | uniq
        wait; ls -A /mnt/own
        """)
    #expect(outcome.lines == ["status 0", "# EOF", "a.prom"], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `are not written where other users can replace them`() throws {
    let outcome = try TestNamespace.run(
      start + """
        mkdir /mnt/own/open /mnt/own/fifo; chmod 777 /mnt/own/open
        ln -s /mnt/target /mnt/own/link; mkfifo /mnt/own/fifo/a.prom; mkdir -m 1777 /mnt/sticky
        touch /mnt/sticky/a.prom; chown 65534 /mnt/sticky/a.prom
        replace /mnt/own/open/a.prom; replace /mnt/own/link
        replace /mnt/own/fifo/a.prom; replace /mnt/sticky/a.prom; replace /mnt/missing/a.prom
        find /mnt -type f
        """)
    #expect(
      outcome.lines == Array(repeating: "status 1", count: 5) + ["/mnt/sticky/a.prom"], "\(outcome)"
    )
    #expect(
      outcome.errorText.split(separator: "\n") == [
        "shmtop: /mnt/own/open: other users may write to it",
        "shmtop: /mnt/own/link: is a symbolic link",
        "shmtop: /mnt/own/fifo/a.prom: not a regular file",
        "shmtop: /mnt/sticky/a.prom: belongs to another user (uid 65534)",
        "shmtop: /mnt/missing: No such file or directory",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin, .setUserID))
  func `are written into a directory of another user, who gains nothing by it`() throws {
    let outcome = try TestNamespace.run(
      start + """
        umask 022; mkdir -m 700 /mnt/of_root; echo precious >/mnt/of_root/a.prom; mkdir -p /mnt/theirs/deep
        chown 65534 /mnt/theirs
        stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups sh -ec "cd /mnt/theirs; $1"; }
        replace /mnt/theirs/a.prom; replace /mnt/theirs/deep/a.prom; cd /mnt/theirs/deep; replace a.prom
        stat -c '%u %a' /mnt/theirs/a.prom /mnt/theirs/deep/a.prom; cd /
        echo other >/mnt/other; ln -f /mnt/other /mnt/theirs/a.prom; replace /mnt/theirs/a.prom; cat /mnt/other
        stranger 'ln -s /mnt/of_root link; ln -s deep near; mkdir there; ln -sf /mnt/of_root/a.prom a.prom'
        for file in link/a.prom near/a.prom a.prom deep/../a.prom there/../deep/a.prom; do
          replace /mnt/theirs/$file; done
        cat /mnt/of_root/a.prom; ls -A /mnt/of_root; stat -c %F /mnt/theirs/a.prom
        echo a >/dev/shm/x; $0 dump -O /mnt/theirs/file x; $0 rm --yes --no-log --save /mnt/theirs x; ls -A /mnt/theirs
        """)
    #expect(
      outcome.lines == [
        "status 0", "status 0", "status 0", "0 644", "0 644", "status 0", "other",
      ] + Array(repeating: "status 1", count: 5) + [
        "precious", "a.prom", "symbolic link", "a.prom", "deep", "link", "near", "there",
      ], "\(outcome)")
    let refusals = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("shmtop: ") }
    let foreign = "/mnt/theirs: belongs to another user (uid 65534)"
    #expect(
      refusals == [
        "shmtop: /mnt/theirs/link: is a symbolic link",
        "shmtop: /mnt/theirs/near: is a symbolic link",
        "shmtop: /mnt/theirs/a.prom: is a symbolic link", "shmtop: \(foreign)",
        "shmtop: \(foreign)", "shmtop: \(foreign)",
        "shmtop: not saved and not removed: \(foreign)",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin, .setUserID))
  func `touch nothing outside while another user swaps the directory for a link`() throws {
    let outcome = try TestNamespace.run(
      start + """
        umask 022; mkdir -m 755 /mnt/of_root; echo precious >/mnt/of_root/a.prom; mkdir /mnt/theirs
        chown 65534 /mnt/theirs; ls -i /mnt/of_root >/mnt/own/before
        setpriv --reuid 65534 --regid 65534 --clear-groups sh -c 'cd /mnt/theirs; mkdir real; ln -s /mnt/of_root link
          while [ ! -e /mnt/own/end ]; do mv -T real x; mv -T link real; mv -T real link; mv -T x real; done' 2>/dev/null &
        for run in $(seq 40); do $0 metrics -O /mnt/theirs/real/a.prom 2>/dev/null; echo $?; done | sort -u
        touch /mnt/own/end; wait; ls -i /mnt/of_root | diff - /mnt/own/before; cat /mnt/of_root/a.prom
        """)
    #expect(outcome.lines.last == "precious", "\(outcome)")
    #expect(outcome.lines.dropLast().allSatisfy { ["0", "1"].contains($0) }, "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `name the file that was given if none can be created`() throws {
    let outcome = try TestNamespace.run(
      "mount -t tmpfs -o ro,mode=755 own /mnt; $0 metrics -O /mnt/a.prom; echo \"status $?\"")
    #expect(outcome.lines == ["status 1"], "\(outcome)")
    #expect(outcome.errorText == "shmtop: /mnt/a.prom: Read-only file system\n", "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `keep the old file if the new one cannot be written`() throws {
    let outcome = try TestNamespace.run(
      start + """
        mount -t tmpfs -o size=8k,mode=755 small /mnt/own; echo old >/mnt/own/a.prom
        replace /mnt/own/a.prom; cat /mnt/own/a.prom; ls -A /mnt/own
        """)
    #expect(outcome.lines == ["status 1", "old", "a.prom"], "\(outcome)")
    #expect(outcome.errorText.contains("/mnt/own/a.prom: No space left on device"), "\(outcome)")
  }

  @Test(arguments: ["", "/", "dir/", ".."])
  func `want the name of a file`(argument: String) throws {
    let outcome = try Command.run([
      "\(Program.path())", "metrics", "-O", Argument(Array(argument.utf8)),
    ])
    #expect(outcome.status == .exited(64), "\(outcome)")
  }

  @Test func `end quietly when their reader goes, and say when they cannot be written`() throws {
    let full = try Command.run(["sh", "-c", "exec \(Program.path()) metrics > /dev/full"])
    #expect(full.status == .exited(1))
    #expect(full.errorText.contains("standard output: No space left on device"), "\(full)")
    let closed = try Command.run(["\(Program.path())", "metrics"], output: .closedPipe)
    #expect(closed.status == .exited(0), "\(closed)")
    #expect(closed.errors == [], "\(closed)")
  }
}
