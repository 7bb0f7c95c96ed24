internal import Kernel
package import SafeText
package import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// Says what is wrong with `/dev/shm`, in one sentence without a full stop.
  package init(_ fault: ShmFault, _ format: FormatOptions) {
    self = "/dev/shm "
    switch fault {
    case .notTmpfs(.ramfs):
      append("is not a tmpfs but a ramfs: it has no limit, and its files are never swapped")
    case .notTmpfs(.hugetlbfs):
      append("is not a tmpfs but a hugetlbfs: programs can map its files, but write(2) fails")
    case .notTmpfs: append("is not a tmpfs: files there are on disk, not in memory")
    case .covers(let hidden):
      append("is mounted over another file system: ")
      if hidden.bytes == nil && hidden.least == 0 {
        append(literal: "what is below it")
      } else {
        append(hidden, format)
        append(literal: " below it")
      }
      append(" cannot be reached by name")
    case .readOnly: append("is mounted read-only: no segment can be created or removed")
    case .mode(let mode):
      append(literal: "has mode ")
      append(octal: UInt64(mode.rawValue & 0o7777), width: 4)
      append(literal: " instead of 1777")
      append(Self.effect(of: mode.rawValue))
    case .noExec: append("is mounted noexec: segments cannot be mapped for execution")
    }
  }

  private static func effect(of mode: UInt32) -> DisplayText {
    if mode & 0o003 != 0o003 { return ": other users cannot create segments" }
    if mode & 0o1000 == 0 { return ": users can remove the segments of others" }
    return ""
  }

  /// What is wrong with `/dev/shm` in one line: `/dev/shm is read-only, has mode 0755`.
  ///
  /// A single fault is a whole sentence.
  package init(summaryOf faults: [ShmFault], _ format: FormatOptions) {
    guard faults.count != 1 else {
      self.init(faults[0], format)
      return
    }
    self = "/dev/shm "
    for (index, fault) in faults.enumerated() {
      if index > 0 { append(literal: ", ") }
      switch fault {
      case .notTmpfs(.ramfs): append(literal: "is a ramfs, not a tmpfs")
      case .notTmpfs(.hugetlbfs): append(literal: "is a hugetlbfs, not a tmpfs")
      case .notTmpfs: append(literal: "is on disk")
      case .covers(let hidden):
        append(literal: "is mounted over another file system")
        if hidden.bytes != nil || hidden.least > 0 {
          append(literal: " with ")
          append(hidden, format)
        }
      case .readOnly: append(literal: "is read-only")
      case .mode(let mode):
        append(literal: "has mode ")
        append(octal: UInt64(mode.rawValue & 0o7777), width: 4)
      case .noExec: append(literal: "is noexec")
      }
    }
  }
}
