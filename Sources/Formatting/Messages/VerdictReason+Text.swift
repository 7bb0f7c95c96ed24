internal import Kernel
package import SafeText
package import SharedMemory

extension Verdict.Reason {
  /// The code of the reason in JSON; it never changes.
  package var code: StaticString {
    switch self {
    case .nameIsGone, .markedForRemoval: "name-gone"
    case .attached: "attached"
    case .held: "held"
    case .heldByKernel: "held-by-kernel"
    case .mayBeHeld: "may-be-held"
    case .heldByUnseen: "held-by-unseen"
    case .holdersMissing: "holders-missing"
    case .possibleHolders: "possible-holders"
    case .unreadable: "unreadable-processes"
    case .silent: "silent-processes"
    case .visibilityGap(.hiddenProcesses): "hidden-processes"
    case .visibilityGap(.otherNamespaces): "other-pid-namespaces"
    case .visibilityGap(.foreignPIDs): "foreign-proc"
    case .visibilityGap(.processChurn): "restless-processes"
    case .visibilityGap(.unknownDevice): "unknown-device"
    case .visibilityGap(.descriptorsInFlight): "in-flight"
    case .lockedByUnseen: "locked-by-unseen"
    case .notScanned: "not-looked-at"
    case .creatorUnknown: "creator-unknown"
    case .lastUserUnknown: "last-user-unknown"
    case .alive(.creator, _): "creator-alive"
    case .alive(.lastUser, _): "last-user-alive"
    case .alive(.named, _): "named-process-alive"
    case .clockWasSet: "clock-set"
    case .namedInOtherNamespace: "named-process-elsewhere"
    case .recent: "recent"
    case .empty: "empty"
    case .semaphore: "semaphore"
    case .keptByDesign: "kept-by-design"
    case .nested: "nested"
    case .notHeld: "no-holder"
    case .notOpen: "not-open"
    case .notAttached: "not-attached"
    case .gone(.creator, _, _): "creator-gone"
    case .gone(.lastUser, _, _): "last-user-gone"
    case .gone(.named, _, _): "named-process-gone"
    case .assumedClear: "assumed-clear"
    }
  }
}

extension DisplayText {
  /// Appends a reason as a short sentence without a full stop.
  package mutating func append(_ reason: Verdict.Reason, _ format: FormatOptions) {
    switch reason {
    case .nameIsGone: append("its name was removed; its memory stays while it is held")
    case .markedForRemoval: append("it is destroyed when the last process detaches it")
    case .attached(let count): append("\(counted: count, "attachment")")
    case .held(let holder, 0): append("held by \(holder: holder, format)")
    case .held(let holder, let others):
      append("held by \(holder: holder, format) and \(others) more")
    case .heldByKernel(let holder, 0): append("held by \(kernelHolder: holder, format)")
    case .heldByKernel(let holder, let others):
      append("held by \(kernelHolder: holder, format) and \(others) more")
    case .mayBeHeld(let processes, let kernel):
      append(
        "\(Self.list(of: processes, kernel, format)) may hold it: the path is the same")
    case .heldByUnseen: append("the kernel says it is held; no process that could be read holds it")
    case .holdersMissing(let found, let all): append("\(found) of \(all) attachments found")
    case .possibleHolders(let processes):
      append(
        "\(Self.list(of: processes, nil, format)) in another IPC namespace may hold it")
    case .unreadable(let count, let process, let isRoot):
      let unread: DisplayText = count == 1 ? "process \(process.rawValue)" : "\(count) processes"
      append("\(unread) could not be read")
      if !isRoot {
        append(
          format.namespaces.isInitialUser
            ? ": run as root to be sure" : ": run as root outside this user namespace to be sure")
      }
    case .silent(1, let process): append("process \(process.rawValue) does not answer")
    case .silent(let count, let process):
      append("\(count) processes do not answer, such as \(process.rawValue)")
    case .visibilityGap(let visibilityGap): append(visibilityGap.text)
    case .lockedByUnseen: append("a process that was not seen holds a lock on it")
    case .notScanned: append("it changed after the last scan of processes")
    case .creatorUnknown: append("its creator runs in another PID namespace")
    case .lastUserUnknown: append("its last user runs in another PID namespace")
    case .alive(let relation, let process): append("\(Self.text(relation, process)) is alive")
    case .clockWasSet:
      append("the clock may have been set, so a reused PID cannot be told from the same process")
    case .namedInOtherNamespace(let process):
      append("the PID in its name, \(process.rawValue), belongs to a process in a container")
    case .recent(let seconds):
      append("it changed only \(seconds) s ago: a program may still be setting it up")
    case .empty: append("its size is 0: it may serve as a lock, or be resized later")
    case .semaphore: append("a semaphore is found by its name: a program may still need it")
    case .keptByDesign(let application):
      append("\(escaping: application.bytes, format.charset) keeps such segments for its next run")
    case .nested: append("it is in a subdirectory, where shm_open cannot create it")
    case .notHeld(let processes):
      append("no process maps it or has it open (\(processes) checked)")
    case .notOpen: append("the kernel says that nothing has it open or mapped")
    case .notAttached: append("the kernel counts no attachments")
    case .gone(let relation, let process, true):
      append("\(Self.text(relation, process)) is gone: another process has its PID now")
    case .gone(let relation, let process, false):
      append("\(Self.text(relation, process)) is gone")
    case .assumedClear(let item):
      append("assumed to hold nothing: --assume-clear \(Self.text(item, format))")
    }
  }

  /// The first of some processes by number: `processes 1, 2, 3 and 4 more`.
  ///
  /// A loop device or mount comes first: `loop device loop0 and process 1`.
  private static func list(
    of processes: [ProcessID], _ kernel: KernelHolder?, _ format: FormatOptions
  ) -> DisplayText {
    var text = DisplayText()
    if let kernel { text.append("\(kernelHolder: kernel, format)") }
    if processes.isEmpty { return text }
    if kernel != nil { text.append(" and ") }
    text.append(processes.count == 1 ? "process " : "processes ")
    for (index, process) in processes.prefix(3).enumerated() {
      text.append(index > 0 ? ", \(process.rawValue)" : "\(process.rawValue)")
    }
    if processes.count > 3 { text.append(" and \(processes.count - 3) more") }
    return text
  }

  private static func text(_ relation: Verdict.Relation, _ process: ProcessID) -> DisplayText {
    switch relation {
    case .creator: "creator \(process.rawValue)"
    case .lastUser: "last user \(process.rawValue)"
    case .named: "the process in its name, \(process.rawValue),"
    }
  }

  private static func text(_ item: Assumptions.Item, _ format: FormatOptions) -> DisplayText {
    switch item {
    case .process(let process): "\(process.rawValue)"
    case .user(let user): "\(user: user, format)"
    case .outside: "outside"
    }
  }
}
