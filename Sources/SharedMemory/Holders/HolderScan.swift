package import Kernel
package import SystemPackage

/// The result of one scan of all processes: the holders of every segment.
package struct HolderScan: Sendable {
  /// When the scan began.
  package let timestamp: Timestamp
  /// The number of processes scanned, without kernel threads and zombies.
  package internal(set) var processes = 0
  /// Processes whose mappings or descriptors could not be read, with their user; `nil` if even the
  /// user is unknown.
  package internal(set) var unreadable: [ProcessID: UserID?] = [:]
  /// The error for which processes could not be read, if this program or the host ran out of descriptors
  /// or memory: see ``Errno/isShortage``.
  package internal(set) var shortage: Errno?
  /// The processes in ``unreadable`` that did not answer in time: see ``TimedWork``.
  package internal(set) var silent: Set<ProcessID> = []
  /// The reasons why the scan can have missed holders without any error.
  package internal(set) var visibilityGaps: Set<VisibilityGap> = []
  /// Whether this program runs as root, so that more privileges would not help.
  package internal(set) var isRoot = false
  /// The holders of each object.
  package internal(set) var holders: [HeldObject: [Holder]] = [:]
  /// The running processes, without this one and without kernel threads.
  package internal(set) var living: [ProcessID: RunningProcess] = [:]
  /// The keys that System V segments were created with, taken from their mappings.
  package internal(set) var keys: [ShmID: IPCKey] = [:]
  /// Processes of other IPC namespaces that map System V segments.
  package internal(set) var foreign: [ShmID: [ForeignHolder]] = [:]
  /// Files that are in no listing, found through mappings and descriptors.
  package internal(set) var unlistedFiles: [HeldObject: UnlistedFile] = [:]
  /// Files that are locked by a process that was not found as a holder.
  package internal(set) var lockedByUnseen: Set<HeldObject> = []
  /// The kernel's internal tmpfs, as `st_dev`; `nil` if unknown.
  ///
  /// System V segments are files there, with their ID as the inode.
  package internal(set) var systemVDevice: UInt64?

  /// The holders that are known by a path only, by that path.
  var byPath: [[UInt8]: PathHolders] = [:]
  /// For each process, the number of descriptors that were sent to its Unix sockets and not received yet.
  ///
  /// They can be of any file, even one that no process has open.
  package internal(set) var inFlight: [ProcessID: UInt64] = [:]

  /// Whether the clock has not been set since boot, so that start times prove that a PID was reused.
  var isClockSteady = true

  /// Whether every System V segment is destroyed with its last attachment, removed or not.
  package internal(set) var isRmidForced = false

  /// The directory `/dev/shm` as the scan found it.
  var shm = ShmDirectory()
  /// The inodes of the files in `/dev/shm` that had names shortly before the scan; `nil` if unknown.
  var listed: Set<UInt64>?
  /// The PIDs that processes of other PID namespaces have inside those namespaces.
  var innerPIDs: Set<ProcessID> = []

  /// An empty result of a scan that begins at `timestamp`.
  package init(timestamp: Timestamp) { self.timestamp = timestamp }

  /// Whether the user vouches for all that was not read: see ``vouch(_:)``.
  private var isVouchedFor = false

  /// Whether every process was read and there are no visibility gaps.
  package var isEverythingRead: Bool { unreadable.isEmpty && visibilityGaps.isEmpty }

  /// Whether everything was read, or is assumed to hold nothing.
  ///
  /// Why: Decisions/47-what-the-user-vouches-for.md
  package var isComplete: Bool { isVouchedFor || isEverythingRead }

  /// Makes the scan complete if these assumptions clear all doubts.
  mutating func vouch(_ assumptions: Assumptions) {
    isVouchedFor = !assumptions.items.isEmpty && doubts(clearing: assumptions).left.isEmpty
  }

  /// A reason why a scan can miss holders without any error.
  ///
  /// Why: Decisions/15-visibility-gaps.md
  package enum VisibilityGap: Hashable, Sendable, CaseIterable {
    /// `/proc` is mounted with `hidepid` or `subset=pid`.
    case hiddenProcesses
    /// This program runs in its own PID namespace, and `/dev/shm` can be shared with others.
    case otherNamespaces
    /// `/proc` belongs to another PID namespace, so its PIDs stand for other processes than in system
    /// calls.
    case foreignPIDs
    /// Processes started faster than they could be scanned.
    case processChurn
    /// The device of `/dev/shm` or of the kernel's own tmpfs is not known, or mappings of this file
    /// system may show another device.
    case unknownDevice
    /// Descriptors are in flight in Unix sockets.
    case descriptorsInFlight
  }

  /// A running process.
  package struct RunningProcess: Hashable, Sendable {
    /// Its start time; `nil` if it could not be read.
    package let start: Timestamp?
    /// The name of its program; empty if it could not be read.
    package let command: [UInt8]
  }

  /// A process of another IPC namespace that maps a System V segment of that namespace.
  package struct ForeignHolder: Hashable, Sendable {
    package let holder: Holder
    package let key: IPCKey
    /// The end of the mapped part of the segment, in bytes.
    package let mapped: UInt64
  }

  /// A file that is in no listing, found through the mappings and descriptors of a process.
  package struct UnlistedFile: Hashable, Sendable {
    /// Its path as the kernel writes it, followed by `(deleted)` if its name is gone.
    package internal(set) var path: [UInt8]
    /// The end of the mapped part of the file, in bytes.
    package internal(set) var mapped: UInt64 = 0
  }
}

extension HolderScan {
  /// Makes room for the holders of so many objects.
  mutating func reserveCapacity(_ count: Int) { holders.reserveCapacity(count) }

  /// Adds a process that could not be read.
  mutating func add(unreadable process: ProcessID, of user: UserID?) {
    processes += 1
    unreadable.updateValue(user, forKey: process)
    living[process] = RunningProcess(start: nil, command: [])
  }

  /// Adds what one process holds.
  ///
  /// Processes must be added in the order in which they started.
  mutating func add(_ holdings: ProcessScan) {
    processes += 1
    living[holdings.process] = RunningProcess(
      start: holdings.start.moment, command: holdings.stat.command)
    if holdings.isUnreadable { unreadable[holdings.process] = holdings.user }
    if let inner = holdings.innerPID { innerPIDs.insert(inner) }
    if holdings.inFlight > 0 {
      inFlight[holdings.process] = holdings.inFlight
      visibilityGaps.insert(.descriptorsInFlight)
    }
    for (path, holder) in holdings.registered {
      if holdings.isInOwnMountNamespace {
        byPath[path, default: PathHolders()].processes.append(holder)
      } else {
        byPath[path, default: PathHolders()].possibleProcesses.append(holder)
      }
    }
    for (object, held) in holdings.held {
      switch object {
      case .file(let inode): add(held, holdings, of: .file(inode: inode))
      case .memfd(let device, let inode):
        add(held, holdings, of: .memfd(device: device, inode: inode))
      case .systemV(let shmID, let key) where holdings.isForeign:
        foreign[shmID, default: []].append(
          ForeignHolder(holder: held.holder, key: key, mapped: held.end))
      case .systemV(let shmID, let key):
        keys[shmID] = key
        add(held, holdings, of: .systemV(shmID))
      }
    }
  }

  private mutating func add(_ held: HeldTally, _ holdings: ProcessScan, of object: HeldObject) {
    if let path = held.path {
      unlistedFiles[object, default: UnlistedFile(path: path)].mapped = max(
        unlistedFiles[object]?.mapped ?? 0, held.end)
    }
    Self.append(held.holder, holdings, to: &holders[object, default: []])
  }

  private static func append(
    _ holder: Holder, _ holdings: ProcessScan, to holders: inout [Holder]
  ) {
    var holder = holder
    // Between `vfork` and `exec`, a process shares its parent's mappings, and they count as the parent's. The
    // process stays a holder, because it keeps them when its parent exits.
    if holder.attachments > 0 && holdings.sharesMemoryWithParent
      && holders.contains(where: { $0.process == holdings.stat.parent })
    {
      holder.attachments = 0
    }
    holders.append(holder)
  }
}

extension HolderScan {
  /// Adds the owners of locks on files in `/dev/shm`, who have the files open.
  ///
  /// So a lock reveals a holder whose descriptors could not be read. `name` makes the holder record
  /// of a process; `nil` if the process has ended.
  mutating func add(_ locks: [FileLocks.Lock], named name: (ProcessID) -> Holder?) {
    for lock in locks {
      let object = HeldObject.file(inode: lock.inode)
      let known = holders[object] ?? []
      guard let process = lock.process, living[process] != nil, var holder = name(process) else {
        // The lock belongs to an open file description, or to a process that has ended after it passed
        // the open file on.
        if known.isEmpty { lockedByUnseen.insert(object) }
        continue
      }
      // A process that was read and does not hold the file has passed the open file on to another.
      guard known.isEmpty || unreadable[process] != nil,
        !known.contains(where: { $0.process == process })
      else { continue }
      holder.isWritable = lock.isForWriting
      holders[object, default: []].append(holder)
    }
  }
}

extension HolderScan {
  /// Adds the running processes that segments name, but that `/proc` hides or shows with another PID.
  mutating func findHidden(of segments: [Segment]) {
    for segment in segments {
      let named: [ProcessID?] = segment.application?.processes ?? []
      let processes = [segment.creatorProcess, segment.lastProcess] + named
      for case let process? in processes
      where living[process] == nil && process.rawValue > 0 {
        if ProcessDirectory.isRunning(process) {
          living[process] = RunningProcess(start: nil, command: [])
        }
      }
    }
  }
}
