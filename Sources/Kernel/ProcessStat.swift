package import SystemPackage

/// The status of one process: `/proc/PID/stat`, see proc_pid_stat(5).
///
/// `42 (sh) S 7 …` → the command `sh`, the parent 7.
package struct ProcessStat: Equatable {
  /// Reads the status of a process below an open `/proc`; `nil` if the process is gone.
  package static func read(of process: ProcessID, in proc: FileDescriptor) -> ProcessStat? {
    (try? proc.contents(of: "\(process.rawValue)/stat")).flatMap { ProcessStat($0) }
  }

  /// The name of the program, at most 15 bytes; a process can set any name.
  package let command: [UInt8]
  package let parent: ProcessID
  /// Whether it is a kernel thread, which has no memory of its own.
  package let isKernelThread: Bool
  /// Whether it has ended or is ending; its other threads may still run.
  package let isEnding: Bool
  package let threads: UInt64
  /// When it started, in clock ticks since boot.
  package let start: UInt64
  /// The start address of its stack, which every exec changes; 0 without permission to see it.
  package let stack: UInt64

  /// Parses the line; `nil` if it is incomplete.
  package init?(_ bytes: [UInt8]) {
    // The name is in parentheses, and can itself contain parentheses and spaces. So it ends at the
    // last closing one of the line.
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")),
      let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    command = Array(bytes[(open + 1)..<close])
    var cursor = ByteParser(Array(bytes[(close + 1)...]))
    guard let state = cursor.word(), let parent = cursor.signed().flatMap({ Int32(exactly: $0) })
    else { return nil }
    let isZombie = state.first == UInt8(ascii: "Z") || state.first == UInt8(ascii: "X")
    self.parent = ProcessID(rawValue: parent)
    // Fields 5 to 8 are skipped; 9 is the flags, 20 the number of threads.
    for _ in 5...8 where cursor.word() == nil { return nil }
    guard let flags = cursor.unsigned() else { return nil }
    isKernelThread = flags & Self.kernelThread != 0
    isEnding = isZombie || flags & Self.exiting != 0
    for _ in 10...19 where cursor.word() == nil { return nil }
    guard let threads = cursor.unsigned() else { return nil }
    self.threads = threads
    // Field 21 is skipped; 22 is the start time.
    guard cursor.word() != nil, let start = cursor.unsigned() else { return nil }
    self.start = start
    // Fields 23 to 27 are skipped; 28 is the start of the stack.
    for _ in 23...27 where cursor.word() == nil { return nil }
    guard let stack = cursor.unsigned() else { return nil }
    self.stack = stack
  }

  /// Whether it has no memory and no descriptors.
  ///
  /// If only the first thread has ended, the other threads still have them.
  package var holdsNothing: Bool { isKernelThread || (isEnding && threads <= 1) }

  /// Whether the process has not called exec, nor its first thread ended, since the other status.
  package func isSameRun(as other: ProcessStat) -> Bool {
    stack == other.stack && isEnding == other.isEnding
  }

  /// `PF_EXITING` of the kernel's `<linux/sched.h>`: the process is releasing its resources.
  private static let exiting: UInt64 = 0x4

  /// `PF_KTHREAD` of the kernel's `<linux/sched.h>`.
  private static let kernelThread: UInt64 = 0x0020_0000
}
