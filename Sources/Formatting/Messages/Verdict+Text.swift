internal import Kernel
package import SafeText
package import SharedMemory

extension Verdict.State {
  /// The state in one word.
  package var text: DisplayText { DisplayText(stringLiteral: words) }

  /// The same as words of this program.
  var words: StaticString {
    switch self {
    case .removed: "removed"
    case .inUse: "in-use"
    case .unknown: "unknown"
    case .idle: "idle"
    case .orphan: "orphan"
    }
  }

  /// Where it stands when segments are sorted by what wants to be looked at first.
  var urgency: UInt8 {
    switch self {
    case .orphan: 0
    case .removed: 1
    case .unknown: 2
    case .idle: 3
    case .inUse: 4
    }
  }
}

extension Verdict.Reason {
  /// A word for programs, which stays the same from version to version.
  package var code: StaticString {
    switch self {
    case .nameIsGone: "name-gone"
    case .attached: "attached"
    case .held: "held"
    case .holdersMissing: "holders-missing"
    case .possibleHolders: "possible-holders"
    case .unreadable: "unreadable-processes"
    case .visibilityGap(.hiddenProcesses): "hidden-processes"
    case .visibilityGap(.otherNamespaces): "other-pid-namespaces"
    case .visibilityGap(.foreignNumbers): "foreign-proc"
    case .visibilityGap(.processChurn): "restless-processes"
    case .visibilityGap(.unknownDevice): "unknown-device"
    case .lockedByUnseen: "locked-by-unseen"
    case .notLookedAt: "not-looked-at"
    case .creatorUnknown: "creator-unknown"
    case .lastUserUnknown: "last-user-unknown"
    case .alive(.creator, _): "creator-alive"
    case .alive(.lastUser, _): "last-user-alive"
    case .alive(.named, _): "named-process-alive"
    case .namedElsewhere: "named-process-elsewhere"
    case .recent: "recent"
    case .empty: "empty"
    case .semaphore: "semaphore"
    case .keptByDesign: "kept-by-design"
    case .nested: "nested"
    case .nobody: "no-holder"
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
    case .nameIsGone: append(literal: "its name is gone; the memory stays while it is held")
    case .attached(let count): append(counted: count, "attachment")
    case .held(let holder, let others):
      append(literal: "held by ")
      append(holderOf: holder, in: format.charset)
      if others > 0 { append(" and \(others) more") }
    case .holdersMissing(let found, let all): append("\(found) of \(all) attachments found")
    case .possibleHolders(let processes):
      append(processes.count == 1 ? "process " : "processes ")
      for (index, process) in processes.prefix(3).enumerated() {
        if index > 0 { append(literal: ", ") }
        append(process.rawValue)
      }
      if processes.count > 3 { append(" and \(processes.count - 3) more") }
      append(literal: " of another IPC namespace may hold it")
    case .unreadable(let count, let process, let isRoot):
      append(count == 1 ? "process \(process.rawValue)" : "\(count) processes")
      append(literal: " could not be read")
      if !isRoot { append(literal: ": run as root to be sure") }
    case .visibilityGap(let visibilityGap): append(visibilityGap.text)
    case .lockedByUnseen: append(literal: "somebody who is not seen has a lock on it")
    case .notLookedAt: append(literal: "processes were last looked at before it changed")
    case .creatorUnknown: append(literal: "its creator lives in another PID namespace")
    case .lastUserUnknown: append(literal: "its last user lives in another PID namespace")
    case .alive(let relation, let process):
      append(relation, process)
      append(literal: " is alive")
    case .namedElsewhere(let process):
      append("a process in a container has the number in its name, \(process.rawValue)")
    case .recent(let seconds): append("it changed \(seconds) s ago: not settled before 60 s")
    case .empty: append(literal: "it has no bytes: made to be locked, or about to get a size")
    case .semaphore: append(literal: "a semaphore is found by name; who will need it is not known")
    case .keptByDesign(let application):
      append(escaping: application.bytes, in: format.charset)
      append(literal: " keeps such segments for its next run")
    case .nested: append(literal: "it is in a directory, where shm_open cannot have made it")
    case .nobody(let processes):
      append("no process maps it or has it open (\(processes) checked)")
    case .notAttached: append(literal: "nobody has it attached, by the kernel's count")
    case .gone(let relation, let process, let isReused):
      append(relation, process)
      append(isReused ? " is gone: the number is another process's now" : " is gone")
    case .assumedClear(let item):
      append(literal: "taken as holding nothing: --assume-clear ")
      append(item, format)
    }
  }

  private mutating func append(_ relation: Verdict.Relation, _ process: ProcessID) {
    switch relation {
    case .creator: append(literal: "creator ")
    case .lastUser: append(literal: "last user ")
    case .named: append(literal: "the process in its name, ")
    }
    append(process.rawValue)
    if relation == .named { append(literal: ",") }
  }

  private mutating func append(_ item: Assumptions.Item, _ format: FormatOptions) {
    switch item {
    case .process(let process): append(process.rawValue)
    case .user(let user): append(user, format)
    case .outside: append(literal: "outside")
    }
  }
}

extension HolderScan.VisibilityGap {
  /// What hides holders, in a short sentence.
  package var text: DisplayText {
    switch self {
    case .hiddenProcesses: "/proc hides processes of others (hidepid or subset)"
    case .otherNamespaces: "processes outside of this PID namespace cannot be seen"
    case .foreignNumbers: "/proc is of another PID namespace"
    case .processChurn: "processes come faster than they can be looked at"
    case .unknownDevice: "what processes map cannot be told apart here"
    }
  }
}
