internal import Glibc
internal import TestSupport
internal import Testing

/// Files that are written in places that other users control.
@Suite("Saving, among other users", .needs(.sysAdmin), .waits) struct HostileDirectoryTests {
  /// `save DIR` saves and removes `psm_1`, and `/mnt/of_others` belongs to another user.
  private let start = """
    mount -t tmpfs aside /mnt; echo hello >psm_1; mkdir -p /mnt/of_others/copies /mnt/own
    chown 65534 /mnt/of_others; stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    save() { $0 rm --yes --no-log --save "$1" psm_1; echo "status $?"; }

    """

  @Test func `uses no directory of others for copies, and removes nothing then`() throws {
    for directory in ["/mnt/of_others", "/mnt/of_others/copies", "/mnt/of_others/new"] {
      let outcome = try TestNamespace.run(start + "save \(directory); ls -A . /mnt/of_others/*")
      #expect(outcome.lines == ["status 1", ".:", "psm_1", "/mnt/of_others/copies:"], "\(outcome)")
      #expect(
        outcome.errorText.contains("/mnt/of_others: belongs to another user (uid 65534)"),
        "\(outcome)")
    }
    let current = try TestNamespace.run(start + "cd /mnt/of_others/copies; save .; ls -A")
    #expect(current.lines == ["status 1"], "\(current)")
    let writable = try TestNamespace.run(
      start + "chmod 777 /mnt/own; save /mnt/own; ls -A /mnt/own")
    #expect(writable.lines == ["status 1"], "\(writable)")
    #expect(writable.errorText.contains("/mnt/own: other users may write to it"))
  }

  @Test(.enabled(if: access("/dev/fuse", R_OK | W_OK) == 0, "needs /dev/fuse"))
  func `neither asks nor uses a file system that another user serves`() throws {
    let outcome = try TestNamespace.run(
      start + """
        mkdir -m 1777 /mnt/sticky; mkdir /mnt/sticky/theirs; chown 65534 /mnt/sticky/theirs
        hold mount-of-other /mnt/sticky/theirs
        for dir in "" /new; do save /mnt/sticky/theirs$dir; done
        $0 dump --format raw -O /mnt/sticky/theirs/file psm_1; echo "status $?"
        $0 restore --yes /mnt/sticky/theirs/a.json; echo "status $?"
        cd /mnt/sticky/theirs; save .; umount -l /mnt/sticky/theirs; save .; ls -A /dev/shm
        """)
    #expect(
      outcome.lines.filter { $0 != "ready" } == Array(repeating: "status 1", count: 6) + ["psm_1"],
      "\(outcome)")
    let refusals = outcome.errorText.split(separator: "\n").filter {
      $0.contains("/mnt/sticky/theirs: belongs to another user (uid 65534)")
    }
    #expect(refusals.count == 5, "\(outcome)")
  }

  @Test func `uses no directory that was unmounted`() throws {
    let outcome = try TestNamespace.run(
      start + """
        mount -t tmpfs gone /mnt/own; cd /mnt/own; umount -l /mnt/own; save .; ls -A . /dev/shm
        """)
    #expect(outcome.lines == ["status 1", ".:", "/dev/shm:", "psm_1"], "\(outcome)")
  }

  @Test func `follows no link of another user to a directory`() throws {
    let outcome = try TestNamespace.run(
      start + """
        stranger ln -s own /mnt/link; save /mnt/link; save /mnt/link/new; ls -A /mnt/own
        for link in /mnt/link/file /mnt/link/../own/file; do
          $0 dump --format raw -O $link psm_1; echo "status $?"; done; ls -A /mnt/own
        """)
    #expect(outcome.lines == Array(repeating: "status 1", count: 4), "\(outcome)")
    #expect(outcome.errorText.contains("/mnt/link: belongs to another user (uid 65534)"))
  }

  @Test func `takes a sticky directory, and one by a link of root`() throws {
    let outcome = try TestNamespace.run(
      start + """
        mkdir -m 1777 /mnt/sticky; ln -s own /mnt/link; $0 dump --format raw -O /mnt/link/file psm_1
        echo "status $?"; save /mnt/sticky >&2; ls -A /mnt/own /mnt/sticky
        """)
    #expect(
      outcome.lines == [
        "status 0", "/mnt/own:", "file", "/mnt/sticky:", "psm_1.json", "psm_1.raw",
      ], "\(outcome)")
  }

  @Test func `writes no dump into a directory of others`() throws {
    let outcome = try TestNamespace.run(
      start + """
        for file in /mnt/of_others/file /mnt/of_others/copies/file; do
          $0 dump -O $file psm_1; echo "status $?"; done
        cd /mnt/of_others; $0 dump -O file psm_1; echo "status $?"; find . -type f
        """)
    #expect(outcome.lines == Array(repeating: "status 1", count: 3), "\(outcome)")
  }

  @Test func `refuses copies in /dev/shm, by whatever path`() throws {
    let outcome = try TestNamespace.run(
      start + """
        mkdir own; mount --bind own /mnt/own; ln -s /dev/shm /mnt/link
        for dir in . own own/new /mnt/own /mnt/link; do save $dir; done; find . -type f
        """)
    #expect(outcome.lines == Array(repeating: "status 1", count: 5) + ["./psm_1"], "\(outcome)")
    #expect(
      outcome.errorText.contains("own: is in /dev/shm, where a copy takes the memory"),
      "\(outcome)")
  }

  @Test func `says which copy stays if the removal fails`() throws {
    let outcome = try TestNamespace.run(
      start + """
        FAULT_FAIL=renameat2:1 later $0 rm --yes --no-log --save /mnt/own psm_1; echo "status $?"
        ls -A . /mnt/own
        """)
    #expect(
      outcome.lines == ["status 1", ".:", "psm_1", "/mnt/own:", "psm_1.json", "psm_1.raw"],
      "\(outcome)")
    #expect(outcome.errorText.contains("error; saved in /mnt/own/psm_1.json"), "\(outcome)")
  }

  @Test func `takes a disk that /dev/shm is a directory of`() throws {
    let outcome = try TestNamespace.run(
      """
      mkdir /var/tmp/own.$$ /var/tmp/own.$$/shm && mount --bind /var/tmp/own.$$/shm /dev/shm && cd /dev/shm && {
        echo hello >psm_1; $0 rm --yes --no-log --save /var/tmp/own.$$/copies psm_1 >&2; echo "status $?"
        cat /var/tmp/own.$$/copies/psm_1.raw; }
      rm -r /var/tmp/own.$$/copies; cd /; umount /dev/shm; rm -r /var/tmp/own.$$
      """)
    let isDisk = try Command.run(["stat", "-f", "-c", "%T", "/var/tmp"]).text != "tmpfs\n"
    #expect(outcome.lines == (isDisk ? ["status 0", "hello"] : ["status 1"]), "\(outcome)")
  }

  @Test func `removes only what it made if its directory is replaced before the clean-up`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o size=64k aside /mnt; mkdir /mnt/copies /mnt/victim
      echo precious >/mnt/victim/psm_1.json; echo precious >/mnt/victim/psm_1.raw
      head -c 200000 /dev/urandom >psm_1
      FAULT_SIGNAL=19 FAULT_KILL=unlinkat:1 LD_PRELOAD=$fault \
        $0 rm --yes --no-log --save /mnt/copies psm_1 &
      for i in $(seq 2000); do
        grep -q '^State:.T' /proc/$!/status && break; sleep 0.01; done
      mv /mnt/copies /mnt/moved; ln -s victim /mnt/copies; kill -CONT $!; wait $!; echo "status $?"
      cat /mnt/victim/*; ls -A . /mnt/moved
      """)
    #expect(
      outcome.lines == [
        "status 1", "precious", "precious", ".:", "psm_1", "/mnt/moved:",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("No space left on device"), "\(outcome)")
  }
}
