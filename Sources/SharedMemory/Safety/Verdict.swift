package import Kernel
package import SystemPackage

/// Whether a segment is safe to remove, and why.
package struct Verdict: Hashable, Sendable {
  /// What a segment is to those who want to remove it; the first that fits counts.
  package enum State: String, CaseIterable, Sendable {
    /// The name is gone, and something still holds the memory.
    case removed
    /// Somebody holds it.
    case inUse = "in-use"
    /// Nobody is seen to hold it, but not everybody could be looked at.
    case unknown
    /// Nobody holds it, and removing it is unwise all the same.
    case idle
    /// Nobody holds it and nobody is left who would.
    case orphan
  }

  package let state: State
  /// Why, the most important first; never empty.
  package let reasons: [Reason]

  package init(_ state: State, _ reasons: [Reason]) {
    self.state = state
    self.reasons = reasons
  }

  /// One thing that a verdict rests on, as data; words are made at the edge.
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
    /// An open file of somebody unseen has a lock on it.
    case lockedByUnseen
    /// It was made, or it changed, after the last look at processes.
    case notLookedAt
    /// Its creator lives in another PID namespace.
    case creatorUnknown
    /// Its last user lives in another PID namespace.
    case lastUserUnknown
    /// Its creator, its last user or the process in its name is alive.
    case alive(Relation, ProcessID)
    /// The number in its name is that of a process of another PID namespace, which can have made it.
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
    /// Nobody maps it or has it open; so many processes were looked at.
    case nobody(processes: Int)
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

/// What a person vouches for: that somebody who cannot be looked at holds nothing.
package struct Assumptions: Hashable, Sendable {
  /// Somebody who is vouched for.
  package enum Item: Hashable, Sendable {
    case process(ProcessID)
    case user(UserID)
    /// Whatever lives outside of this PID namespace.
    case outside
  }

  package var items: [Item]

  package init(_ items: [Item] = []) { self.items = items }
}
