internal import Glibc
internal import TestSupport
internal import Testing

@Suite("rm --save", .needs(.sysAdmin), .waits) struct SavingTests {
  @Test func `keeps all that restore needs to make a POSIX segment again`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; name=$(printf 'a b\\377\\n%s' "'x")
      mkdir d; truncate -s 1G "d/$name"; printf 12345 | dd of="d/$name" bs=1 seek=1000000 conv=notrunc 2>&2
      chmod 640 "d/$name"; chown 12:34 "d/$name"; stat -c '%s %b %a %u %g' "d/$name"; sum=$(cksum <"d/$name")
      $0 rm --yes --no-log --save /mnt/copies "d/$name" >&2; ls -A d
      stat -c '%a' /mnt/copies /mnt/copies/*; du -k /mnt/copies/*.raw | cut -f1
      $0 restore --yes /mnt/copies/*.raw >&2; stat -c '%s %b %a %u %g' "d/$name"; test "$sum" = "$(cksum <"d/$name")"; echo $?
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(
      outcome.lines == [
        "1073741824 8 640 12 34", "700", "600", "600", "4", "1073741824 8 640 12 34", "0",
      ], "\(outcome)")
  }

  @Test func `keeps all that restore needs to make a System V segment again`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; ipcmk -M 1000000 -p 640 >&2; before=$(ipcs -m | grep 0x | cut -c1-10,21-60)
      $0 rm --yes --no-log --save /mnt/copies sysv:0; echo "status $?"
      $0 rm --yes --no-log --save /mnt/copies --accept attach sysv:0 >&2; echo "status $?"
      $0 restore /mnt/copies/sysv-0.json; $0 restore /mnt/copies/sysv-0.json; echo "status $?"
      after=$(ipcs -m | grep 0x | cut -c1-10,21-60); test "$before" = "$after"; echo $?
      """)
    #expect(
      outcome.lines == ["status 1", "status 0", "sysv:1: restored", "status 1", "0"], "\(outcome)")
    #expect(outcome.errorText.contains("'--accept attach' allows it"))
    #expect(outcome.errorText.contains("a segment with key 0x"))
  }

  @Test func `removes nothing if it cannot save, and leaves no partial copy`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o size=8k aside /mnt; head -c 20000 /dev/urandom >psm_1; echo x >/mnt/file
      for dir in /mnt/copies /mnt/file /mnt/none/copies /proc; do
        $0 rm --yes --no-log --save $dir psm_1; echo "status $?"; done
      ls -A . /mnt/copies
      """)
    #expect(
      outcome.lines == Array(repeating: "status 1", count: 4)
        + [".:", "psm_1", "/mnt/copies:"].map { $0 },
      "\(outcome)")
    #expect(outcome.errorText.contains("not saved and not removed"))
  }

  @Test func `gives a second copy of one name another name`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt
      for i in 1 2; do echo $i >psm_1; $0 rm --yes --no-log --save /mnt psm_1 >&2; done; ls /mnt
      """)
    #expect(
      outcome.lines == ["psm_1.json", "psm_1.raw", "psm_1~1.json", "psm_1~1.raw"], "\(outcome)")
  }
}

@Suite("restore", .needs(.sysAdmin), .waits) struct RestoreTests {
  @Test func `reports invalid files, and creates nothing`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; cd /mnt; echo x >/dev/shm/psm_1
      $0 rm --yes --no-log --save /mnt psm_1 >&2
      $0 restore psm_1; echo "status $?"
      echo more >>psm_1.raw; $0 restore psm_1.json; echo "status $?"
      rm psm_1.raw; $0 restore psm_1.json; echo "status $?"
      mkfifo psm_1.raw; $0 restore psm_1.json; echo "status $?"
      echo '{}' >bad.json; touch bad.raw huge.raw; $0 restore bad.json; echo "status $?"
      truncate -s 1G huge.json; $0 restore huge.json; echo "status $?"
      ls -A /dev/shm
      """)
    #expect(outcome.lines == ["status 64"] + Array(repeating: "status 1", count: 5), "\(outcome)")
    for words in [
      "ends in .json or .raw", "the .raw file has 7 bytes, not 2", "No such file",
      "psm_1.raw: not a regular file", "bad.json: is not the JSON", "huge.json: File too large",
    ] { #expect(outcome.errorText.contains(words), "\(words): \(outcome)") }
  }

  @Test func `makes no segment of other bytes than those that were saved`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; cd /mnt; echo hello >/dev/shm/psm_1; ipcmk -M 5000 >&2
      $0 rm --yes --no-log --save /mnt --accept attach psm_1 sysv:0 >&2
      for name in psm_1 sysv-0; do
        printf j | dd of=$name.raw conv=notrunc bs=1 seek=4 2>/dev/null
        $0 restore $name.json; echo "status $?"; done
      ls -A /dev/shm; ipcs -m | grep -c 0x
      """)
    #expect(outcome.lines == ["status 1", "status 1", "0"], "\(outcome)")
    let refusals = outcome.errorText.split(separator: "\n").count {
      $0.contains("the bytes of the .raw file are not those that were saved")
    }
    #expect(refusals == 2, "\(outcome)")
  }

  @Test func `says if a copy has no checksum, and makes its segment`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; echo hello >psm_1; $0 rm --yes --no-log --save /mnt psm_1 >&2
      sed -i 's/"checksum":"[0-9a-f]*",//' /mnt/psm_1.json; $0 restore /mnt/psm_1.json
      echo "status $?"; cat psm_1
      """)
    #expect(outcome.lines == ["posix:/psm_1: restored", "status 0", "hello"], "\(outcome)")
    #expect(outcome.errorText.contains("its bytes were not checked: the copy has no checksum"))
  }

  @Test func `names the new owner if the old one cannot be restored`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o mode=1777 aside /mnt; echo x >psm_1; chmod 640 psm_1
      $0 rm --yes --no-log --save /mnt psm_1 >&2; chmod 644 /mnt/psm_1.*; cp $0 /mnt/program
      setpriv --reuid 65534 --regid 65534 --clear-groups /mnt/program restore /mnt/psm_1.json
      echo "status $?"; stat -c '%a %u %n' *
      """)
    #expect(
      outcome.lines == ["posix:/psm_1: restored", "status 1", "600 65534 psm_1"], "\(outcome)")
    #expect(outcome.errorText.contains("its owner could not be restored, so you own it"))
    #expect(outcome.errorText.contains("mode restored as 0600 instead of 0640"))
  }
}
