package import Kernel
package import SystemPackage

/// Whether a segment is safe to remove, and why.
package struct Verdict: Hashable, Sendable {
  /// The states of a segment; the first that fits counts.
  package enum State: String, CaseIterable, Sendable {
    /// The name is gone, and something still holds the memory.
    case removed
    /// A process or a mount holds it, or the kernel says that it is held.
    case inUse = "in-use"
    /// No holder was seen, but one can have been missed, and the kernel does not say that there is none.
    case unknown
    /// It has no holders, but removing it is unwise.
    case idle
    /// It has no holders, and the processes that would use it are gone.
    case orphan
  }

  package let state: State
  /// The reasons for the state, the most important first; never empty.
  package let reasons: [Reason]

  package init(_ state: State, _ reasons: [Reason]) {
    self.state = state
    self.reasons = reasons
  }

  /// Whether the segment is no orphan only because it was created or has changed a moment ago.
  package var isOnlyRecent: Bool {
    state == .idle
      && reasons.allSatisfy {
        switch $0 {
        case .recent, .notAttached, .notOpen, .notHeld, .assumedClear, .gone: true
        default: false
        }
      }
  }

  /// A fact that a verdict rests on.
  package enum Reason: Hashable, Sendable {
    /// Its name is gone; a memfd never had one.
    case nameIsGone
    /// It is a System V segment that was removed while it was attached: IPC_RMID.
    case markedForRemoval
    /// The kernel counts this many attachments.
    case attached(UInt64)
    /// This process maps it or has it open, and so do this many others.
    indirect case held(by: Holder, others: Int)
    /// This mount or device holds it without a process, and so do this many others.
    case heldByKernel(KernelHolder, others: Int)
    /// These processes, and this loop device or mount if there is one, may hold it.
    case mayBeHeld([ProcessID], KernelHolder?)
    /// The kernel says that something holds it, but no holder was found.
    case heldByUnseen
    /// The kernel counts `of` attachments, but only `found` of them were found in processes.
    case holdersMissing(found: UInt64, of: UInt64)
    /// Processes of another IPC namespace may be the missing holders.
    case possibleHolders([ProcessID])
    /// This many processes could not be read, including this one.
    ///
    /// `isRoot` means that more privileges would not help.
    case unreadable(Int, ProcessID, isRoot: Bool)
    /// This many processes, including this one, did not answer in time.
    case silent(Int, ProcessID)
    /// A part of the system, beyond single processes, could not be seen.
    case visibilityGap(HolderScan.VisibilityGap)
    /// It is locked, but the process that has the lock was not found as a holder.
    case lockedByUnseen
    /// It was created or changed after the last scan of processes.
    case notScanned
    /// Its creator lives in another PID namespace.
    case creatorUnknown
    /// Its last user lives in another PID namespace.
    case lastUserUnknown
    /// Its creator, its last user or the process in its name is alive.
    case alive(Relation, ProcessID)
    /// Such a process seems to be another one that reuses the PID, but the clock may have been set.
    case clockWasSet
    /// The PID in its name is also the PID of a process in another PID namespace.
    case namedInOtherNamespace(ProcessID)
    /// It changed this many seconds ago, which is less than a minute.
    case recent(seconds: Int64)
    /// Its size is 0: programs use empty segments as locks, or are about to set the size.
    case empty
    /// It is a semaphore: programs open it by name and need not hold it in between.
    case semaphore
    /// It was created by an application that is known to keep segments.
    case keptByDesign(StaticText)
    /// It is in a directory, so `shm_open` cannot have created it.
    case nested
    /// No process maps it or has it open; this many were scanned.
    case notHeld(processes: Int)
    /// The kernel says that nothing has it open or mapped.
    case notOpen
    /// The kernel counts no attachments.
    case notAttached
    /// Its creator, its last user or the process in its name is gone; `isReused` if another process
    /// has the PID now.
    case gone(Relation, ProcessID, isReused: Bool)
    /// The user vouches with `--assume-clear` that these processes, which could not be read, hold nothing.
    case assumedClear(Assumptions.Item)
  }

  /// The relation of a process to a segment.
  package enum Relation: Hashable, Sendable {
    case creator
    case lastUser
    /// The segment's name contains its PID.
    case named
  }
}

/// The processes that cannot be read and that the user vouches for: `--assume-clear`.
///
/// They count as holding nothing.
package struct Assumptions: Hashable, Sendable {
  /// A process, a user or everything outside this namespace.
  package enum Item: Hashable, Sendable {
    case process(ProcessID)
    case user(UserID)
    /// All processes outside this PID namespace.
    case outside
  }

  package var items: [Item]

  package init(_ items: [Item] = []) { self.items = items }
}
