import CBench
import Glibc

/// Many segments to list, in an IPC namespace and a `/dev/shm` of this program's own, and the
/// processes that hold some of them.
///
/// Nothing is left behind, however this program ends: the processes die with it, and with the last
/// of them the namespaces go.
struct Load {
  private var systemV: [Int32] = []
  private var posix = 0
  private var idle: [pid_t] = []

  /// How many segments there are.
  var count: Int { systemV.count + posix }

  /// Leaves the host's segments and makes room for `systemV` own ones.
  init(roomForSystemV systemV: Int) {
    guard cbench_leave_host() == 0 else { fail("namespaces of its own (root can make them)") }
    let file = open("/proc/sys/kernel/shmmni", O_WRONLY)
    let number = Array("\(max(systemV, 4096))\n".utf8)
    guard file >= 0, write(file, number, number.count) == number.count else { fail("shmmni") }
    close(file)
  }

  /// Makes segments of one page that is never touched until there are so many.
  mutating func grow(systemV count: Int, posix posixCount: Int) {
    while systemV.count < count {
      let number = shmget(0, 4096, 0o1600)
      guard number >= 0 else { fail("shmget") }
      systemV.append(number)
    }
    while posix < posixCount {
      let file = open("/dev/shm/bench_\(posix)_segment", O_CREAT | O_RDWR | O_EXCL, 0o600)
      guard file >= 0, ftruncate(file, 4096) == 0 else { fail("/dev/shm") }
      close(file)
      posix += 1
    }
  }

  /// Starts processes that hold nothing.
  mutating func run(idle count: Int) {
    var load = cbench_load(
      systemv: nil, systemv_count: 0, posix_count: 0, attachments: 0, mappings: 0)
    while idle.count < count {
      let process = cbench_hold(&load, UInt32(idle.count))
      guard process > 0 else { fail("idle process") }
      idle.append(process)
    }
  }

  /// Ends the processes that ``run(idle:)`` started.
  mutating func stopIdle() {
    for process in idle {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    idle = []
  }

  /// Starts processes that hold segments, each others as long as there are enough.
  func hold(processes: Int, attachments: Int, mappings: Int) {
    systemV.withUnsafeBufferPointer { numbers in
      guard let first = numbers.baseAddress else { return }
      var load = cbench_load(
        systemv: first, systemv_count: UInt32(numbers.count), posix_count: UInt32(posix),
        attachments: UInt32(attachments), mappings: UInt32(mappings))
      for index in 0..<processes where cbench_hold(&load, UInt32(index)) < 0 { fail("holder") }
    }
  }
}

/// Ends the program with what the system said.
func fail(_ what: String) -> Never {
  perror("shmbench: \(what)")
  exit(1)
}
