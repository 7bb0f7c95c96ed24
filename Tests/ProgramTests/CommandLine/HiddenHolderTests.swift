internal import TestSupport
internal import Testing

/// Holders that have no descriptor and no mapping of their own.
@Suite("A holder without a descriptor", .needs(.sysAdmin), .waits) struct HiddenHolderTests {
  /// The mount of the namespace covers another `/dev/shm`, in which the path can be another file's.
  @Test func `with an io_uring is shown as possible, and the kernel says that the file is held`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_ring; hold ring psm_ring
      later $0 show psm_ring; later $0 $rm_orphans --yes; ls
      """)
    #expect(outcome.text.contains("posix:/psm_ring  in-use"), "\(outcome)")
    #expect(outcome.lines.contains { $0.contains("shmhold") && $0.contains(" io_uring ") })
    #expect(outcome.lines.last == "psm_ring", "\(outcome)")
  }

  @Test func `in flight is counted with its receiver, and no look finds an orphan meanwhile`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; hold flight psm_1
      later $0 show psm_1; $0 show -J psm_1 | grep -o '"in_flight":[^]]*'; echo "$holder"
      later $0 $rm_orphans --yes; ls
      """)
    #expect(outcome.text.contains("posix:/psm_1  in-use"), "\(outcome)")
    #expect(outcome.text.contains("1 descriptor in flight to"), "\(outcome)")
    #expect(outcome.text.contains("\"descriptors\":1"), "\(outcome)")
    #expect(outcome.lines.last == "psm_1", "\(outcome)")
  }

  @Test func `by a bind mount is named, though the kernel grants a lease`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; echo y >psm_2; mount -t tmpfs own /mnt; touch /mnt/there
      mount --bind psm_1 /mnt/there
      later $0 show psm_1; later $0 show psm_2; later $0 $rm_orphans --yes; ls; cat /mnt/there
      """)
    #expect(outcome.text.contains("held by the bind mount at /mnt/there"), "\(outcome)")
    #expect(outcome.text.contains("posix:/psm_1  in-use"), "\(outcome)")
    #expect(outcome.text.contains("posix:/psm_2  orphan"), "\(outcome)")
    #expect(outcome.lines.suffix(2) == ["psm_1", "x"], "\(outcome)")
  }

  @Test func `by a bind mount keeps the memory after a removal, and rm says so twice`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -t tmpfs own /mnt; touch /mnt/there; mount --bind psm_1 /mnt/there
      later $0 list --raw --noheadings -o NAME,HOLDERS
      later $0 rm --dry-run psm_1; later $0 rm --yes psm_1; ls
      """)
    #expect(outcome.lines.first == "/psm_1\tmount(/mnt/there)", "\(outcome)")
    let mount = "It is held by the bind mount at /mnt/there."
    #expect(outcome.text.contains(mount), "\(outcome)")
    #expect(outcome.text.contains("removed; its memory stays until nothing holds it"), "\(outcome)")
  }

  @Test func `on an overlay is not seen, so nothing there is an orphan`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs own /mnt; cd /mnt; mkdir low up work
      mount -t overlay -o lowerdir=low,upperdir=up,workdir=work own /dev/shm || { echo skipped; exit; }
      cd /dev/shm; echo x >psm_1; hold open /mnt/up/psm_1
      later $0 show psm_1; later $0 $rm_orphans --yes; ls
      """)
    if outcome.lines == ["skipped"] { return }
    #expect(outcome.text.contains("posix:/psm_1  unknown"), "\(outcome)")
    #expect(outcome.lines.last == "psm_1", "\(outcome)")
  }

  @Test func `by a bind mount in another mount namespace is named with a process that sees it`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -t tmpfs own /mnt; touch /mnt/there
      unshare -m sh -c 'mount --bind psm_1 /mnt/there; echo ready >/mnt/ready; exec sleep 100' &
      until [ -s /mnt/ready ]; do sleep 0.05; done
      later $0 show psm_1; later $0 $rm_orphans --yes; ls
      """)
    #expect(
      outcome.text.contains("at /mnt/there in the mount namespace of"),
      "\(outcome)")
    #expect(outcome.lines.last == "psm_1", "\(outcome)")
  }

  @Test func `by a mount that two mount namespaces have is named once in the list`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -t tmpfs own /mnt; touch /mnt/there; mount --bind psm_1 /mnt/there
      unshare -m sh -c 'echo ready >/mnt/ready; exec sleep 100' &
      until [ -s /mnt/ready ]; do sleep 0.05; done
      $0 list --raw --noheadings -o HOLDERS; $0 show psm_1
      """)
    #expect(outcome.lines.first == "mount(/mnt/there)", "\(outcome)")
    #expect(outcome.text.contains("held by the bind mount at /mnt/there and 1 more"), "\(outcome)")
    #expect(outcome.text.contains("Holders: no process, as the kernel says, but 2 "), "\(outcome)")
  }

  @Test func `by a loop device is marked as possible, and the kernel says it is held`() throws {
    let outcome = try TestNamespace.run(
      """
      truncate -s 1M psm_loop; loop=$(losetup -f --show psm_loop) || { echo skipped; exit; }
      later $0 show psm_loop; later $0 $rm_orphans --yes; losetup -d "$loop"; ls
      """)
    if outcome.lines == ["skipped"] { return }
    #expect(outcome.text.contains("posix:/psm_loop  in-use"), "\(outcome)")
    #expect(outcome.text.contains("loop device loop"), "\(outcome)")
    #expect(outcome.lines.last == "psm_loop", "\(outcome)")
  }

  /// In a btrfs, `stat` gives another device than `/proc/PID/maps`.
  @Test(.enabled(if: Command.exists("mkfs.btrfs"), "needs mkfs.btrfs, of btrfs-progs"))
  func `by a mapping on a file system with two devices is found`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs own /mnt; truncate -s 200M /mnt/image; mkfs.btrfs -q /mnt/image
      mkdir /mnt/disk; mount -o loop /mnt/image /mnt/disk || exit 98
      mkdir /mnt/disk/shm; mount --bind /mnt/disk/shm /dev/shm; cd /dev/shm
      head -c 20000 /dev/zero >psm_1; echo x >psm_2; hold map psm_1
      later $0 list --noheadings -o NAME,STATE,HOLDERS; later $0 show psm_1
      later $0 $rm_orphans --yes; ls; kill $holder; cd /; umount /dev/shm /mnt/disk
      """)
    #expect(outcome.text.contains("held by shmhold("), "\(outcome)")
    #expect(
      outcome.lines.contains { $0.hasPrefix("/psm_2 ") && $0.contains("orphan") }, "\(outcome)")
    #expect(outcome.lines.contains("psm_1"), "\(outcome)")
  }
}
