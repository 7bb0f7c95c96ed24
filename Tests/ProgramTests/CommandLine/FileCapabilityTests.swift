import TestSupport
import Testing

/// The program with capabilities on its file, run by a user who has none.
@Suite(
  "Capabilities of the file", .needs(.sysAdmin, .setUserID, .setFileCapabilities),
  .enabled(if: Command.exists("setcap"), "needs setcap, of libcap2-bin"), .waits)
struct FileCapabilityTests {
  /// A script whose `give CAPABILITIES` sets those of `/mnt/shmtop`, and whose `run` runs it as another user.
  ///
  /// Only root may enter `/mnt/of_root`, where a saved segment is; `/mnt/tmp` is open to all users.
  private let start = """
    mount -t tmpfs -o mode=755 aside /mnt; cp $0 /mnt/shmtop
    give() { setcap "$1" /mnt/shmtop || echo "setcap failed"; }
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    run() { stranger /mnt/shmtop "$@"; }
    looking=cap_sys_ptrace,cap_dac_read_search,cap_checkpoint_restore+ep
    all=cap_sys_ptrace,cap_dac_read_search,cap_checkpoint_restore,cap_fowner,cap_dac_override
    all=$all,cap_sys_admin,cap_lease,cap_ipc_owner,cap_chown,cap_setuid,cap_kill,cap_net_admin+ep
    mkdir -m 1777 /mnt/tmp; mkdir -m 700 /mnt/of_root; echo hello >saved
    $0 rm --yes --no-log --save /mnt/of_root saved >/dev/null

    """

  private func run(_ script: String) throws -> Command.Outcome {
    try TestNamespace.run(start + script)
  }

  @Test func `for looking show holders and bytes of other users`() throws {
    let outcome = try run(
      """
      umask 077; echo of root >held; hold map /dev/shm/held >&2; hold memfd-map label >&2
      id=$(ipcmk -M 4096 -p 0600 | grep -o '[0-9]*$'); hold attach $id >&2
      look() {
        run list --raw --noheadings -o STATE,HOLDERS,NAME --name held --name label 2>/dev/null | cut -f 1,3
        run dump --format raw --accept access-time held 2>/dev/null
        run dump --length 16 sysv:$id 2>/dev/null; echo "status $?"
      }
      look; give $looking; look; run list >/dev/null
      """)
    #expect(
      outcome.lines == [
        "unknown\t/held", "status 1", "in-use\t/held", "in-use\tmemfd:label", "of root",
        "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
        "00000010", "status 0",
      ], "\(outcome)")
    #expect(!outcome.errorText.contains("could not be read"), "\(outcome)")
  }

  @Test func `ask the kernel whether files of other users are held`() throws {
    let outcome = try run(
      """
      echo a >left; look() { run list --raw --noheadings -o STATE --name left; }
      look; give cap_lease,cap_fowner+ep; look
      """)
    #expect(outcome.lines == ["unknown", "idle"], "\(outcome)")
  }

  @Test func `read no file for the user that the user may not read`() throws {
    let outcome = try run(
      """
      give $all; mkdir -m 700 /mnt/of_root/shmtop; echo "secret = 1" >/mnt/of_root/shmtop/config.toml
      run restore --yes /mnt/of_root/saved.json; echo "status $?"
      mkdir /mnt/half; mv /mnt/of_root/saved.* /mnt/half
      run restore --yes /mnt/half/saved.json; echo "status $?"; ls -A
      settings() { "$@" monitor --once --size 80x24 | grep -e "settings not read" -e "no setting"; }
      export XDG_CONFIG_HOME=/mnt/of_root; settings $0; settings run; chmod 755 /mnt/of_root; settings run
      unset XDG_CONFIG_HOME; export HOME=/mnt/tmp/home; stranger mkdir -p $HOME/.config/shmtop
      echo "own = 1" | stranger tee $HOME/.config/shmtop/config.toml >/dev/null; settings run
      """)
    #expect(
      outcome.lines == [
        "status 1", "status 1",
        "/mnt/of_root/shmtop/config.toml:1: there is no setting 'secret'",
        "settings not read: /mnt/of_root/shmtop: Permission denied",
        "settings not read: /mnt/of_root/shmtop/config.toml: Permission denied",
        "/mnt/tmp/home/.config/shmtop/config.toml:1: there is no setting 'own'",
      ], "\(outcome)")
    #expect(
      outcome.errorText.split(separator: "\n").filter { $0.contains("Permission denied") }.count
        == 2,
      "\(outcome)")
  }

  @Test func `write no file for the user where the user may not write`() throws {
    let outcome = try run(
      """
      give $all; mkdir -m 755 /mnt/open; echo old >/mnt/open/file; ln -s /mnt/open/new /mnt/tmp/link
      stranger sh -c 'echo own >/dev/shm/psm_own'
      for place in /mnt/of_root /mnt/open; do
        run metrics -O $place/file; echo "status $?"; run dump -O $place/new psm_own; echo "status $?"
        run rm --yes --no-log --save $place psm_own; echo "status $?"
        run rm --yes --no-log --save $place/new psm_own; echo "status $?"
      done
      run dump -O /mnt/tmp/link psm_own; echo "status $?"
      ls -A . /mnt/of_root /mnt/open; cat /mnt/open/file
      run rm --yes --no-log --save /mnt/tmp/own psm_own; stat -c %u /mnt/tmp/own /mnt/tmp/own/*; ls -A
      """)
    #expect(
      outcome.lines == Array(repeating: "status 1", count: 9) + [
        ".:", "psm_own", "/mnt/of_root:", "saved.json", "saved.raw", "/mnt/open:", "file", "old",
        "posix:/psm_own: removed; saved in /mnt/tmp/own/psm_own.json", "65534", "65534", "65534",
      ], "\(outcome)")
  }

  @Test func `are given up but for those that the run needs, and none is in effect between lists`()
    throws
  {
    let outcome = try run(
      """
      look() {
        for try in $(seq 500); do grep -q '^State:.S' /proc/$1/status && break; sleep 0.01; done
        grep -E '^(Cap(Inh|Prm|Eff|Amb)|NoNewPrivs)' /proc/$1/status | tr -d '\\t'
        stranger ls /proc/$1/fd/ /proc/$1/map_files/ >/dev/null 2>&1; echo "seen $?"
        stranger head -c 1 /proc/$1/mem 2>&1 | grep -o "Permission denied"
      }
      give $all
      setpriv --reuid 65534 --regid 65534 --clear-groups /mnt/shmtop list --every 600 >/mnt/list & pid=$!
      for try in $(seq 500); do grep -q . /mnt/list && break; sleep 0.01; done
      look $pid; kill $pid
      """)
    // 0x100_1028_800c: those of Purposes.reading.
    #expect(
      outcome.lines == [
        "CapInh:0000000000000000", "CapPrm:000001001028800c", "CapEff:0000000000000000",
        "CapAmb:0000000000000000", "NoNewPrivs:1", "seen 2", "Permission denied",
      ], "\(outcome)")
  }

  @Test func `remove segments of other users only with those that remove`() throws {
    let outcome = try run(
      """
      echo a >left; id=$(ipcmk -M 4096 -p 0600 | grep -o '[0-9]*$')
      try() { "$@" rm --yes --no-log left sysv:$id; echo "status $?"; }
      give $looking; try run; give $all; SHMTOP_READ_ONLY=1 try run; ls; ipcs -m | grep -c '^0x'
      try run | sed "s/sysv:$id/sysv/"; ls; ipcs -m | grep -c '^0x'
      """)
    #expect(
      outcome.lines == [
        "status 1", "status 1", "left", "1", "posix:/left: removed", "sysv: removed", "status 0",
        "0",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("not permitted: only root may remove it"), "\(outcome)")
  }

  @Test(.enabled(if: Command.exists("script"), "needs script, of bsdutils"))
  func `use no description of a terminal that the user wrote`() throws {
    let outcome = try run(
      """
      give $looking; mkdir /mnt/home; infocmp -x ansi | sed 's/^ansi/mine/' | tic -x -o /mnt/home/.terminfo -
      TERMINFO=/mnt/home/.terminfo infocmp mine >/dev/null && echo "found"
      export TERM=mine HOME=/mnt/home SHELL=/bin/sh
      stranger script -qec /mnt/shmtop /dev/null </dev/null | tr -d '\\r'
      stranger env TERMINFO=/mnt/home/.terminfo script -qec /mnt/shmtop /dev/null </dev/null | tr -d '\\r'
      """)
    let refusal = "shmtop: unknown terminal type TERM=mine; 'shmtop list' needs no terminal"
    #expect(outcome.lines == ["found", refusal, refusal], "\(outcome)")
  }

  @Test func `put nothing back that the user may not put there`() throws {
    let outcome = try run(
      """
      mkdir theirs; private=theirs/.shmtop-4k0wz9x1ab; mkdir -m 700 $private; chown 65534 $private
      stranger touch $private/file; stranger ln -s /etc/passwd $private/link
      give cap_fowner,cap_dac_override+ep; run rm --put-back; echo "status $?"; ls theirs
      """)
    #expect(outcome.lines == ["status 1"], "\(outcome)")
  }

  @Test func `open no library that the user names`() throws {
    let outcome = try run(
      """
      export SWIFT_DEBUG_LIB_PRESPECIALIZED_PATH=/mnt/evil.so SWIFT_DEBUG_HELP=YES
      give $looking; run list >/dev/null; echo "status $?"
      """)
    #expect(outcome.lines == ["status 0"], "\(outcome)")
    #expect(
      outcome.errorText.split(separator: "\n").filter {
        $0.contains("evil") || $0.contains("SWIFT_")
      } == [])
  }

  @Test func `are the only way: the program refuses to run set-user-ID`() throws {
    let outcome = try run(
      """
      for mode in 4755 2755; do chmod $mode /mnt/shmtop; run list; echo "status $?"; done
      chmod 755 /mnt/shmtop; run list >/dev/null; echo "status $?"
      """)
    #expect(outcome.lines == ["status 1", "status 1", "status 0"], "\(outcome)")
    #expect(outcome.errorText.contains("it must not be set-user-ID or set-group-ID"), "\(outcome)")
  }
}
