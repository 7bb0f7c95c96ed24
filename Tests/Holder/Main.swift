import CTestSupport
import Glibc

/// A process that holds a segment until its standard input ends, for tests to find.
///
/// `shmhold HOW TARGET`: the target is a path for `map`, `private`, `open`, `thread-open`, `pieces`, `lease`,
/// which takes a lease on it, `ring`, which registers it with an io_uring and closes it, and `flight`,
/// which sends it to itself; a size
/// for `create`, which makes a System V segment without attaching it; the number
/// of a System V segment for `attach`, `attach-pieces` and `attach-leave`, which leaves the IPC
/// namespace with it, and a label for `memfd`, `memfd-map`, `memfd-sealed`, `memfd-future`, `memfd-huge`
/// in huge pages, and `memfd-fixed`, whose size is fixed.
///
/// `silent DIRECTORY` maps a file that is made in the working directory and a memfd, has neither open, and
/// never answers a question about them; it mounts a file system on the directory. `silent-mount` only
/// mounts that, and `mount-of-other` the same for another user. `forge` maps a file that looks like the System V segment of that number, and `move` maps a
/// file and moves the mapping all the time.
///
/// `shmhold without CALL,CALL… ERROR PROGRAM ARGUMENT…` is another thing: it becomes a program for which
/// these system calls fail with this number of an error.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments
    if arguments.count >= 5, arguments[1] == "without", let error = Int32(arguments[3]) {
      let areRefused = arguments[2].split(separator: ",").allSatisfy {
        ctest_refuse_call(String($0), error) == 0
      }
      if areRefused { execv(arguments[4], CommandLine.unsafeArgv + 4) }
      perror("shmhold")
      exit(1)
    }
    guard arguments.count >= 3, hold(arguments[1], arguments[2]),
      arguments.count == 3 || call(arguments[3])
    else {
      perror("shmhold")
      exit(1)
    }
    write(STDOUT_FILENO, "ready\n", 6)
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) > 0 {}
  }

  private static func hold(_ how: String, _ target: String) -> Bool {
    switch how {
    case "thread-open":
      return ctest_open_in_thread(target) == 0
    case "memfd", "memfd-map", "memfd-fixed":
      let file = ctest_memfd(target)
      guard file >= 0, ftruncate(file, 3 * 4096) == 0, pwrite(file, "x", 1, 4096) == 1 else {
        return false
      }
      if how == "memfd" { return true }
      if how == "memfd-fixed" { return ctest_seal_size(file) == 0 }
      let start = mmap(nil, 3 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
      close(file)
      return start != UnsafeMutableRawPointer(bitPattern: -1)
    case "memfd-huge":
      return ctest_huge_memfd(target, 2 << 20) >= 0
    case "memfd-sealed", "memfd-future":
      return ctest_sealed_memfd(target, 3 * 4096, how == "memfd-future" ? 1 : 0) >= 0
    case "attach", "attach-pieces", "attach-leave":
      guard let number = Int32(target), let start = shmat(number, nil, 0),
        start != UnsafeMutableRawPointer(bitPattern: -1)
      else { return false }
      switch how {
      case "attach-pieces": return cut(start)
      case "attach-leave": return ctest_leave_ipc_namespace() == 0
      default: return true
      }
    case "unlinked":
      let file = open(target, O_RDWR | O_CREAT | O_EXCL, 0o600)
      guard file >= 0, ftruncate(file, 3 * 4096) == 0, pwrite(file, "x", 1, 4096) == 1 else {
        return false
      }
      let start = mmap(nil, 3 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
      return start != UnsafeMutableRawPointer(bitPattern: -1) && unlink(target) == 0
    case "silent":
      return hold("map", "psm_silent") && hold("memfd-map", "silent")
        && ctest_lock_memory(target) == 0
    case "forge":
      return UInt(target).map { ctest_forge_segment($0, "forged") } == 0
    case "move":
      return ctest_move_mapping(target) == 0
    case "silent-mount":
      return ctest_mount_silent(target, 0) >= 0
    case "mount-of-other":
      return ctest_mount_silent(target, 65534) >= 0
    case "create":
      return shmget(IPC_PRIVATE, Int(target) ?? 0, IPC_CREAT | 0o600) >= 0
    case "lease":
      signal(SIGIO, SIG_IGN)
      let file = open(target, O_RDWR)
      return file >= 0 && ctest_take_lease(file) == 0
    case "ring":
      let file = open(target, O_RDWR)
      return file >= 0 && ctest_register_with_ring(file) == 0 && close(file) == 0
    case "flight":
      var sockets: [Int32] = [0, 0]
      let file = open(target, O_RDWR)
      return file >= 0 && socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0, &sockets) == 0
        && ctest_send_file(sockets[0], file) == 0 && close(file) == 0
    case "map", "private", "open", "pieces":
      let file = open(target, O_RDWR)
      guard file >= 0 else { return false }
      if how == "open" { return true }
      let sharing = how == "private" ? MAP_PRIVATE : MAP_SHARED
      let start = mmap(nil, 3 * 4096, PROT_READ | PROT_WRITE, sharing, file, 0)
      close(file)
      guard let start, start != UnsafeMutableRawPointer(bitPattern: -1) else { return false }
      return how != "pieces" || cut(start)
    default:
      return false
    }
  }

  /// Gives the process another name, which can be any bytes.
  private static func call(_ name: String) -> Bool {
    let file = open("/proc/self/comm", O_WRONLY)
    defer { close(file) }
    return file >= 0 && write(file, name, name.utf8.count) > 0
  }

  /// Cuts a mapping of three pages into three.
  private static func cut(_ start: UnsafeMutableRawPointer) -> Bool {
    mprotect(start + 4096, 4096, PROT_READ) == 0
  }
}
