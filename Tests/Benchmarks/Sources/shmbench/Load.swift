import Glibc

/// Many segments to list, in an IPC namespace and a `/dev/shm` of this program's own.
enum Load {
  /// Makes segments of one page that is never touched.
  static func make(systemV: Int, posix: Range<Int>) {
    for _ in 0..<systemV where shmget(0, 4096, 0o1600) < 0 { fail("shmget") }
    for index in posix {
      let file = open("/dev/shm/bench_\(index)_segment", O_CREAT | O_RDWR | O_EXCL, 0o600)
      guard file >= 0, ftruncate(file, 4096) == 0 else { fail("/dev/shm") }
      close(file)
    }
  }

  /// Makes room: a fresh tmpfs over `/dev/shm`, and System V numbers enough.
  static func prepare(systemV: Int) {
    let mount = Command("mount -t tmpfs -o size=2g,nr_inodes=1m shmbench /dev/shm")
    guard mount.run() != nil else { fail("mount") }
    let file = open("/proc/sys/kernel/shmmni", O_WRONLY)
    let number = Array("\(max(systemV, 4096))\n".utf8)
    guard file >= 0, write(file, number, number.count) == number.count else { fail("shmmni") }
    close(file)
  }
}

/// Ends the program with what the system said.
func fail(_ what: String) -> Never {
  perror("shmbench: \(what)")
  exit(1)
}
