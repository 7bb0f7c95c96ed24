package import Kernel
package import SystemPackage

/// Whether a segment is safe to remove, and why.
package struct Verdict: Hashable, Sendable {
  /// How safe removal is; the first state that fits counts.
  package enum State: String, CaseIterable, Sendable {
    /// The name is gone, and something still holds the memory.
    case removed
    /// A process holds it.
    case inUse = "in-use"
    /// No holder was seen, but not every process could be read.
    case unknown
    /// It has no holders, but removing it is unwise.
    case idle
    /// It has no holders, and the processes that would use it are gone.
    case orphan
  }

  package let state: State
  /// Why, the most important first; never empty.
  package let reasons: [Reason]

  package init(_ state: State, _ reasons: [Reason]) {
    self.state = state
    self.reasons = reasons
  }

  /// One ground for a verdict.
  package enum Reason: Hashable, Sendable {
    /// Its name is gone; a memfd never had one.
    case nameIsGone
    /// The kernel counts this many attachments.
    case attached(UInt64)
    /// A process maps it or has it open, and so many others.
    indirect case held(by: Holder, others: Int)
    /// Fewer attachments were found in processes than the kernel counts.
    case holdersMissing(found: UInt64, of: UInt64)
    /// Processes of another IPC namespace can be those that are missing.
    case possibleHolders([ProcessID])
    /// So many processes could not be read, one of them this; `isRoot` where no more rights would
    /// help.
    case unreadable(Int, ProcessID, isRoot: Bool)
    /// What could not be looked at, beyond single processes.
    case visibilityGap(HolderScan.VisibilityGap)
    /// An open file of a process that was not seen has a lock on it.
    case lockedByUnseen
    /// It was made, or it changed, after the last look at processes.
    case notLookedAt
    /// Its creator lives in another PID namespace.
    case creatorUnknown
    /// Its last user lives in another PID namespace.
    case lastUserUnknown
    /// Its creator, its last user or the process in its name is alive.
    case alive(Relation, ProcessID)
    /// The number in its name is also that of a process of another PID namespace.
    case namedElsewhere(ProcessID)
    /// It changed less than a minute ago, by so many seconds.
    case recent(seconds: Int64)
    /// It has no bytes: programs make such ones to lock them, or are about to give them a size.
    case empty
    /// Programs find a semaphore by its name and need not hold it meanwhile.
    case semaphore
    /// An application that is known to keep segments made it.
    case keptByDesign(StaticName)
    /// It lies in a directory, where `shm_open` cannot have made it.
    case nested
    /// No process maps it or has it open; so many were scanned.
    case noHolder(processes: Int)
    /// The kernel counts no attachment.
    case notAttached
    /// Its creator, its last user or the process in its name is gone; `isReused` where another
    /// process has the number now.
    case gone(Relation, ProcessID, isReused: Bool)
    /// What could not be looked at was declared to hold nothing.
    case assumedClear(Assumptions.Item)
  }

  /// What a process is to a segment.
  package enum Relation: Hashable, Sendable {
    case creator
    case lastUser
    /// The segment's name holds its number.
    case named
  }
}

/// What the user asserts: that processes which cannot be read hold nothing.
package struct Assumptions: Hashable, Sendable {
  /// One such assertion.
  package enum Item: Hashable, Sendable {
    case process(ProcessID)
    case user(UserID)
    /// Whatever lives outside of this PID namespace.
    case outside
  }

  package var items: [Item]

  package init(_ items: [Item] = []) { self.items = items }
}
