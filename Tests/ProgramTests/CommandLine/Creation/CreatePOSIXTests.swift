internal import TestSupport
internal import Testing

@Suite("create, of a POSIX segment", .needs(.sysAdmin), .waits) struct CreatePOSIXTests {
  /// `facts NAME` prints mode, size, blocks and owner of a file.
  private let start = """
    facts() { stat -c '%a %s %b %u:%g' "$@"; }
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    mount -t tmpfs aside /mnt; cp "$0" /mnt/program

    """

  @Test func `has the wanted size, mode and owner, whatever the umask is`() throws {
    let outcome = try TestNamespace.run(
      start + """
        umask 777; $0 create --no-log posix:/a --size 1M; facts a
        $0 create --no-log /b --size 0x10 --mode 666 --owner 65534:7; facts b
        $0 create --no-log 'posix:/c\\x20d' --size 0 --mode 0 --owner nobody; facts 'c d'
        """)
    #expect(
      outcome.lines == [
        "posix:/a", "600 1048576 0 0:0", "posix:/b", "666 16 0 65534:7", "posix:/c d",
        "0 0 0 65534:0",
      ], "\(outcome)")
    #expect(outcome.errors.isEmpty, "\(outcome)")
  }

  @Test func `never replaces what has the name`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >file; mkdir directory; ln -s /etc/passwd link; mkfifo fifo
      for name in file directory link fifo; do $0 create --no-log /$name --size 1; echo "$?"; done
      cat file
      """)
    #expect(outcome.lines == ["1", "1", "1", "1", "x"], "\(outcome)")
    for name in ["file", "directory", "link", "fifo"] {
      let message = "posix:/\(name): not created: /\(name) already exists and was not changed"
      #expect(outcome.errorText.contains(message), "\(outcome)")
    }
  }

  @Test func `is refused by a full file system if its memory is reserved, else that is said`()
    throws
  {
    let outcome = try TestNamespace.run(
      start + """
        mount -t tmpfs -o size=1M,mode=1777 small /dev/shm; cd /dev/shm
        $0 create --no-log /a --size 2M --reserve; echo "status $?"; ls
        $0 create --no-log /b --size 2M; facts b
        $0 create --no-log /c --size 1M --reserve; facts c; df --output=avail . | tail -n 1
        """)
    #expect(
      outcome.lines.map { $0.trimmingPrefix { $0 == " " } } == [
        "status 1", "posix:/b", "600 2097152 0 0:0", "posix:/c", "600 1048576 2048 0:0", "0",
      ], "\(outcome)")
    for message in [
      "posix:/a: not created: it needs 2.0 MiB, and 1.0 MiB of /dev/shm are free",
      "posix:/b: it may need 2.0 MiB more, but /dev/shm has 1.0 MiB free",
    ] {
      #expect(outcome.errorText.contains(message), "\(message): \(outcome)")
    }
    #expect(!outcome.errorText.contains("/c"), "\(outcome)")
  }

  @Test func `begins with the bytes of a file, and has its holes`() throws {
    let outcome = try TestNamespace.run(
      start + """
        truncate -s 1M /mnt/file; printf end >>/mnt/file
        $0 create --no-log /a --from /mnt/file; facts a; cmp a /mnt/file && echo equal
        $0 create --no-log /b --from /mnt/file --size 2M --reserve; facts b
        cmp -n 1048579 b /mnt/file && echo equal
        $0 create --no-log /c --from /mnt/file --size 1K; echo "status $?"; ls
        """)
    #expect(
      outcome.lines == [
        "posix:/a", "600 1048579 8 0:0", "equal", "posix:/b", "600 2097152 4096 0:0", "equal",
        "status 1", "a", "b",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("the file has 1048579 bytes, more than --size"))
  }

  @Test func `takes no bytes of a file that another user can have written`() throws {
    let outcome = try TestNamespace.run(
      start + """
        echo x >/mnt/own; ln -s own /mnt/link; mkfifo /mnt/fifo; echo x >/mnt/theirs
        chown 65534 /mnt/theirs; echo x >segment
        for file in /mnt/link /mnt/fifo /mnt/theirs /mnt/none segment /mnt; do
          $0 create --no-log /a --from $file; echo "$?"
        done
        ls
        """)
    #expect(outcome.lines == ["1", "1", "1", "1", "1", "1", "segment"], "\(outcome)")
    for message in [
      "/mnt/link: is a symbolic link", "/mnt/fifo: not a regular file",
      "/mnt/theirs: belongs to another user (uid 65534)", "/mnt/none: No such file",
      "segment: is a segment",
    ] {
      #expect(outcome.errorText.contains(message), "\(message): \(outcome)")
    }
  }

  @Test func `takes no bytes of a file whose size does not tell them`() throws {
    let outcome = try TestNamespace.run(
      """
      for name in /a sysv; do
        $0 create --no-log $name --size 4K --from /proc/version; echo $?
      done
      $0 create --no-log /a --from /sys/kernel/mm/transparent_hugepage/enabled; echo $?
      echo x >b; $0 write --no-log --yes b --offset 0 --from /proc/version; echo $?
      ls; ipcs -m | grep -c 0x
      """)
    #expect(outcome.lines == ["1", "1", "1", "1", "b", "0"], "\(outcome)")
    let words = "its size does not tell its bytes"
    #expect(
      outcome.errorText.split(separator: "\n").count { $0.contains(words) } == 4, "\(outcome)")
  }

  @Test func `leaves nothing if it is killed`() throws {
    let outcome = try TestNamespace.run(
      start + """
        head -c 1M /dev/zero >/mnt/file
        killed lseek:1 $0 create --no-log /a --from /mnt/file; echo "status $?"; ls -A
        """)
    #expect(outcome.lines == ["status 137"], "\(outcome)")
  }

  @Test func `is created by an ordinary user too, who cannot give it away`() throws {
    let outcome = try TestNamespace.run(
      start + """
        stranger /mnt/program create --no-log /a --size 4K --mode 640 --reserve; facts a
        stranger /mnt/program create --no-log /b --size 4K --owner root; echo "status $?"; ls
        """)
    #expect(
      outcome.lines == ["posix:/a", "640 4096 8 65534:65534", "status 1", "a"], "\(outcome)")
    #expect(
      outcome.errorText.contains("posix:/b: not created: it cannot be given to that owner"),
      "\(outcome)")
  }

  @Test func `gets no access control list from its directory`() throws {
    let outcome = try TestNamespace.run(
      """
      setfacl -d -m u:65534:rw . 2>/dev/null || { echo none; exit; }
      $0 create --no-log /a --size 1 --mode 640 >&2; stat -c %A a; getfacl -cs a 2>/dev/null
      """)
    #expect(outcome.lines == ["none"] || outcome.lines == ["-rw-r-----"], "\(outcome)")
  }

  @Test func `is printed as JSON`() throws {
    let outcome = try TestNamespace.run("$0 create --no-log /a --size 5 -J")
    #expect(outcome.status == .exited(0), "\(outcome)")
    let segments = try JSONValue(document: outcome.output)["segments"]?.elements
    #expect(segments?.count == 1)
    #expect(segments?.first?["id"] == .string("posix:/a"), "\(outcome)")
  }
}
