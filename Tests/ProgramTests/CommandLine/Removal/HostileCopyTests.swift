internal import TestSupport
internal import Testing

/// Copies of segments in places that other users control.
@Suite("restore, among other users", .needs(.sysAdmin), .waits) struct HostileCopyTests {
  /// A secret of root, a copy of `psm_1` in `/mnt/copies`, and `stranger`, which runs as another user.
  private let start = """
    mount -t tmpfs aside /mnt; (umask 077; echo secret >/mnt/secret)
    echo hello >psm_1; $0 rm --yes --no-log --save /mnt/copies psm_1 >&2; mkdir /mnt/of_others
    chown 65534 /mnt/of_others; stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    size() { sed -i 's/"size":6,/"size":7,/' "$1"; }

    """

  @Test func `gives out no file that a symbolic link names`() throws {
    try expectRefusal(
      """
      rm /mnt/copies/psm_1.raw; ln -s /mnt/secret /mnt/copies/psm_1.raw; size /mnt/copies/psm_1.json
      $0 restore --yes /mnt/copies/psm_1.json
      """, "/mnt/copies/psm_1.raw: is a symbolic link")
  }

  @Test func `reads no metadata through a symbolic link`() throws {
    try expectRefusal(
      """
      mv /mnt/copies/psm_1.json /mnt/other.json; ln -s /mnt/other.json /mnt/copies/psm_1.json
      $0 restore --yes /mnt/copies/psm_1.json
      """, "/mnt/copies/psm_1.json: is a symbolic link")
  }

  @Test func `takes no files of another user`() throws {
    for file in ["raw", "json"] {
      try expectRefusal(
        "chown 65534 /mnt/copies/psm_1.\(file); $0 restore --yes /mnt/copies/psm_1.json",
        "/mnt/copies/psm_1.\(file): belongs to another user (uid 65534)")
    }
  }

  @Test(arguments: ["o+w", "g+w"]) func `takes no files that others may write to`(_ mode: String)
    throws
  {
    for file in ["raw", "json"] {
      try expectRefusal(
        "chmod \(mode) /mnt/copies/psm_1.\(file); $0 restore --yes /mnt/copies/psm_1.json",
        "/mnt/copies/psm_1.\(file): other users may write to it")
    }
  }

  @Test func `takes no file that a user with an access control list may write to`() throws {
    try expectRefusal(
      """
      chmod 600 /mnt/copies/psm_1.raw
      setfattr -n system.posix_acl_access /mnt/copies/psm_1.raw -v \
      0x0200000001000600ffffffff02000600feff000004000000ffffffff10000600ffffffff20000000ffffffff ||
        chmod 660 /mnt/copies/psm_1.raw
      $0 restore --yes /mnt/copies/psm_1.json
      """, "/mnt/copies/psm_1.raw: other users may write to it")
  }

  @Test func `uses no directory of another user, wherever it is on the way`() throws {
    for path in ["/mnt/of_others", "/mnt/of_others/copies", "/mnt/of_others/../copies"] {
      try expectRefusal(
        """
        cp -r /mnt/copies /mnt/of_others; cp /mnt/copies/* /mnt/of_others
        $0 restore --yes \(path)/psm_1.json
        """, "/mnt/of_others: belongs to another user (uid 65534)")
    }
    try expectRefusal(
      """
      cp -r /mnt/copies /mnt/of_others; cd /mnt/of_others/copies; $0 restore --yes psm_1.json
      """, "/mnt/of_others: belongs to another user (uid 65534)")
  }

  @Test func `uses no directory that others may write to, unless it is sticky`() throws {
    try expectRefusal(
      "chmod 777 /mnt/copies; $0 restore --yes /mnt/copies/psm_1.json",
      "/mnt/copies: other users may write to it")
    try expectRefusal(
      "chmod 775 /mnt/copies; $0 restore --yes /mnt/copies/psm_1.json",
      "/mnt/copies: other users may write to it")
    let sticky = try TestNamespace.run(
      start + "chmod 1777 /mnt/copies; $0 restore --yes /mnt/copies/psm_1.json; cat psm_1")
    #expect(sticky.lines == ["posix:/psm_1: restored", "hello"], "\(sticky)")
  }

  @Test func `takes no second name of a file in a directory that others may write to`() throws {
    try expectRefusal(
      """
      chmod 1777 /mnt/copies; rm /mnt/copies/psm_1.raw; ln /mnt/secret /mnt/copies/psm_1.raw
      size /mnt/copies/psm_1.json; $0 restore --yes /mnt/copies/psm_1.json
      """, "/mnt/copies/psm_1.raw: has other names")
  }

  @Test func `follows links on the way that belong to root, and no others`() throws {
    let own = try TestNamespace.run(
      start + "ln -s copies /mnt/link; $0 restore --yes /mnt/link/psm_1.json; cat psm_1")
    #expect(own.lines == ["posix:/psm_1: restored", "hello"], "\(own)")
    try expectRefusal(
      "stranger ln -s copies /mnt/link; $0 restore --yes /mnt/link/psm_1.json",
      "/mnt/link: belongs to another user (uid 65534)")
    try expectRefusal(
      "ln -s loop /mnt/loop; $0 restore --yes /mnt/loop/psm_1.json",
      "Too many levels of symbolic links")
  }

  @Test func `opens no FIFO and no device`() throws {
    for make in ["mkfifo", "ln -s /dev/null", "mknod -m 600 /mnt/copies/psm_1.raw c 1 3; :"] {
      let outcome = try TestNamespace.run(
        start + """
          rm /mnt/copies/psm_1.raw; \(make) /mnt/copies/psm_1.raw
          $0 restore --yes /mnt/copies/psm_1.json; echo "status $?"; ls -A
          """)
      #expect(outcome.lines == ["status 1"], "\(outcome)")
    }
  }

  @Test func `says what it makes, and needs --yes to make it for another user`() throws {
    let outcome = try TestNamespace.run(
      start + """
        echo mine >psm_1; echo his >psm_2; chown 65534:65534 psm_2; chmod 640 psm_2
        $0 rm --yes --no-log --save /mnt/more psm_1 psm_2 >&2
        $0 restore /mnt/more/psm_1.json /mnt/more/psm_2.json; echo "status $?"; ls -A
        $0 restore /mnt/more/psm_1.json; echo "status $?"
        $0 restore -y /mnt/more/psm_2.json; echo "status $?"; stat -c '%a %u %n' psm_2
        """)
    #expect(
      outcome.lines == [
        "status 64", "posix:/psm_1: restored", "status 0", "posix:/psm_2: restored", "status 0",
        "640 65534 psm_2",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("posix:/psm_2: 4 bytes, mode 0640, owner "))
    #expect(outcome.errorText.contains("there is no terminal to ask on; use --yes"))
  }

  @Test func `lets the members of the caller's private group write, if there are no others`() throws
  {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; cp "$0" /mnt/program; cp /etc/passwd /etc/group /mnt
      echo ann:x:4242:4242::/:/bin/sh >>/mnt/passwd; echo ann:x:4242:ann >>/mnt/group
      for file in passwd group; do mount --bind /mnt/$file /etc/$file; done
      ann() { setpriv --reuid 4242 --regid 4242 --clear-groups "$@"; }
      mkdir -m 775 /mnt/ann; chown 4242:4242 /mnt/ann; echo hello >psm_1; chown 4242:4242 psm_1
      ann /mnt/program rm --yes --no-log --save /mnt/ann psm_1 >&2
      ann /mnt/program restore /mnt/ann/psm_1.json; cat psm_1; rm psm_1
      setfattr -n system.posix_acl_access /mnt/ann -v \
      0x0200000001000700ffffffff02000700feff000004000500ffffffff10000700ffffffff20000500ffffffff &&
        ann /mnt/program restore /mnt/ann/psm_1.json; setfattr -x system.posix_acl_access /mnt/ann
      sed s/4242:ann/4242:ann,bob/ /etc/group >/mnt/new; cat /mnt/new >/etc/group
      ann /mnt/program restore /mnt/ann/psm_1.json; ls -A
      """)
    #expect(outcome.lines == ["posix:/psm_1: restored", "hello"], "\(outcome)")
    let refusals = outcome.errorText.split(separator: "\n")
      .count { $0.contains("/mnt/ann: other users may write to it") }
    #expect(refusals == 2, "\(outcome)")
  }

  /// Runs a script that must fail with a message, and make no segment.
  private func expectRefusal(_ script: String, _ message: String) throws {
    let outcome = try TestNamespace.run(start + script + "; echo \"status $?\"; ls -A /dev/shm")
    #expect(outcome.lines == ["status 1"], "\(outcome)")
    #expect(outcome.errorText.contains(message), "\(message): \(outcome)")
  }
}
