internal import SystemPackage

/// What the kernel says of one process in one line: `/proc/PID/stat`, see proc_pid_stat(5).
struct ProcessStat: Equatable {
  /// Reads the line of a process below an open `/proc`; `nil` where it is gone.
  static func read(of process: ProcessID, in proc: FileDescriptor) -> ProcessStat? {
    (try? proc.contents(of: "\(process.rawValue)/stat")).flatMap { ProcessStat($0) }
  }

  /// The name of the program, at most 15 bytes; anybody chooses his own.
  let command: [UInt8]
  let parent: ProcessID
  /// Whether it is a kernel thread, which has no memory of its own.
  let isKernelThread: Bool
  /// Whether it has ended; its threads may still run.
  let isZombie: Bool
  let threads: UInt64
  /// When it started, in clock ticks since the host did.
  let start: UInt64

  /// Reads the line; `nil` where it is cut short.
  init?(_ bytes: [UInt8]) {
    // The name stands in parentheses and can hold others and spaces: the last one ends it.
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")),
      let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    command = Array(bytes[(open + 1)..<close])
    var cursor = ByteCursor(Array(bytes[(close + 1)...]))
    guard let state = cursor.word(), let parent = cursor.signed().flatMap({ Int32(exactly: $0) })
    else { return nil }
    isZombie = state.first == UInt8(ascii: "Z") || state.first == UInt8(ascii: "X")
    self.parent = ProcessID(rawValue: parent)
    // Fields 5 to 8 are of no interest, 9 are the flags, 20 the threads.
    for _ in 5...8 where cursor.word() == nil { return nil }
    guard let flags = cursor.unsigned() else { return nil }
    isKernelThread = flags & Self.kernelThread != 0
    for _ in 10...19 where cursor.word() == nil { return nil }
    guard let threads = cursor.unsigned() else { return nil }
    self.threads = threads
    // Field 21 is of no interest, 22 the start.
    guard cursor.word() != nil, let start = cursor.unsigned() else { return nil }
    self.start = start
  }

  /// `PF_KTHREAD` of the kernel's `<linux/sched.h>`.
  private static let kernelThread: UInt64 = 0x0020_0000
}
