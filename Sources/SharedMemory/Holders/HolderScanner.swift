private import Glibc
package import Kernel
package import SystemPackage

/// Scans all processes for the segments that they map or have open.
///
/// This is the expensive part of the program, so it uses one thread per processor. A process that does not
/// answer in time counts as one that could not be read.
package struct HolderScanner: Sendable {
  private let root: FilePath
  /// How mappings are read; `nil` for the fastest interface that the kernel has.
  private let interface: ProcessMappings.Interface?
  private let readsDescriptors: Bool
  /// Whether it reads the command lines and the control groups of holders.
  private let readsDetails: Bool
  /// The processes that did not answer earlier scans.
  private let silent: SilentProcesses

  /// A scanner of the processes in `/proc` below `root`.
  package init(root: FilePath = "/", readsDescriptors: Bool = true, readsDetails: Bool = false) {
    self.init(
      root: root, interface: nil, readsDescriptors: readsDescriptors, readsDetails: readsDetails)
  }

  init(
    root: FilePath, interface: ProcessMappings.Interface?, readsDescriptors: Bool = true,
    readsDetails: Bool = false, silent: SilentProcesses = SilentProcesses()
  ) {
    self.silent = silent
    self.readsDetails = readsDetails
    self.root = root
    self.interface = interface
    self.readsDescriptors = readsDescriptors
  }

  /// Scans every process except this one.
  ///
  /// `listed` has the inodes of the files in `/dev/shm` that have names. The scan's `unlistedFiles`
  /// are other files that processes hold. Throws if `/proc` cannot be read or is not mounted.
  package func scan(listed: Set<UInt64>? = nil) throws(ReadProblem) -> HolderScan {
    let path = root.appending("proc")
    let proc: OwnedFile
    let isMounted: Bool
    do throws(Errno) {
      proc = OwnedFile(try DirectoryStream.open(path))
      isMounted = try Self.isMounted(proc.file, root)
    } catch {
      throw ReadProblem(path, .failed(error))
    }
    guard isMounted else { throw ReadProblem(path, .notMounted) }
    var scan = HolderScan(timestamp: .now)
    scan.isRoot = ProcessVisibility.isRoot(root: root)
    scan.listed = listed
    scan.isRmidForced = ShmRmidForced.isEnabled(root: root) == true
    scan.shm = ShmDirectory(root: root)
    let kernel = InternalFileSystems.read()
    scan.systemVDevice = kernel.first
    scan.visibilityGaps = ProcessVisibility(root: root).visibilityGaps
    if !scan.shm.isCertain || kernel.isEmpty { scan.visibilityGaps.insert(.unknownDevice) }
    let context = ProcessScan.Context(
      files: SegmentFiles(shm: scan.shm, kernel: kernel, listed: listed ?? []),
      ipcNamespace: ProcessDirectory.namespace("ipc", of: "self", root: root),
      processNamespace: ProcessDirectory.namespace("pid", of: "self", root: root),
      mountNamespace: ProcessDirectory.namespace("mnt", of: "self", root: root),
      sockets: SocketFilter(root: root),
      interface: interface, readsDescriptors: readsDescriptors, readsDetails: readsDetails)
    let reading = LockReading(root: root)
    let result = Result { () throws(Errno) in
      let readings = try readAll(in: proc, context, &scan)
      add(readings, to: &scan, in: proc.file)
      scan.addMountsAndDevices(root: root, seenBy: Self.otherMounts(readings, context))
    }
    let locks = reading.locks(on: scan.shm.mappedDevice)
    if case .failure(let error) = result { throw ReadProblem(path, .failed(error)) }
    scan.add(locks) { Self.holder($0, in: proc.file) }
    if scan.visibilityGaps.contains(.foreignPIDs) { scan.living = [:] }
    return scan
  }

  /// Whether a directory is `/proc`, and not what it would cover; below another root, whether it has files.
  private static func isMounted(_ proc: FileDescriptor, _ root: FilePath) throws(Errno) -> Bool {
    guard root == "/" else { return try DirectoryStream(beneath: proc, path: nil).next() != nil }
    return try FileSystemUsage(of: proc).type == .proc
  }

  private typealias Reading = (process: ProcessID, holdings: Result<ProcessScan?, Errno>)

  /// Reads all processes, including those that start in the meantime.
  ///
  /// A process that ends before it is read can have passed its segments to a child.
  private func readAll(
    in proc: OwnedFile, _ context: ProcessScan.Context, _ scan: inout HolderScan
  ) throws(Errno) -> [Reading] {
    let own = ProcessDirectory.own(root: root)
    if own?.rawValue != getpid() { scan.visibilityGaps.insert(.foreignPIDs) }
    var seen: Set<ProcessID> = own.map { [$0] } ?? []
    var readings: [Reading] = []
    for _ in 0..<Self.mostRounds {
      let fresh = try ProcessDirectory.processes(root: root).filter { seen.insert($0).inserted }
      if fresh.isEmpty { return readings }
      let round = read(fresh, in: proc, context)
      readings += round
      for case (let process, .failure(.noSuchProcess)) in round { seen.remove(process) }
    }
    scan.visibilityGaps.insert(.processChurn)
    return readings
  }

  /// The most objects that room is made for in advance: many processes can hold the same ones.
  private static let mostReserved = 1 << 15

  /// After so many rounds the scan gives up: processes start faster than they are read.
  private static let mostRounds = 20

  /// Adds the results, parents before their children.
  private func add(_ readings: [Reading], to scan: inout HolderScan, in proc: FileDescriptor) {
    var read: [ProcessScan] = []
    for (process, holdings) in readings {
      switch holdings {
      case .success(let holdings?): read.append(holdings)
      case .success(nil), .failure(.noSuchProcess): break
      case .failure(let error):
        if error.isShortage { scan.shortage = error }
        scan.add(unreadable: process, of: Self.user(of: process, in: proc))
        if error == .timedOut { scan.silent.insert(process) }
      }
    }
    read.sort { ($0.stat.start, $0.process.rawValue) < ($1.stat.start, $1.process.rawValue) }
    scan.reserveCapacity(min(read.reduce(0) { $0 + $1.held.count }, Self.mostReserved))
    for holdings in read {
      scan.shortage = holdings.shortage ?? scan.shortage
      scan.add(holdings)
    }
  }

  /// Processes that see other mounts than this program: one of each namespace, and all whose namespace
  /// could not be read.
  private static func otherMounts(
    _ readings: [Reading], _ context: ProcessScan.Context
  ) -> [ProcessID] {
    var namespaces: Set<UInt64> = []
    return readings.compactMap { process, reading in
      switch reading {
      case .success(let holdings?):
        guard !holdings.isInOwnMountNamespace else { return nil }
        return holdings.mountNamespace.map { namespaces.insert($0).inserted } ?? true
          ? process : nil
      case .success(nil), .failure: return nil
      }
    }
  }

  /// Reads processes; those that do not answer in time have the error ``Errno/timedOut``.
  private func read(
    _ processes: [ProcessID], in proc: OwnedFile, _ context: ProcessScan.Context
  ) -> [Reading] {
    let expected = processes.filter { !silent.isStillSilent($0, in: proc.file) }
    let outcomes = TimedWork.outcomes(of: expected.count) { index in
      Result { () throws(Errno) in try ProcessScan(expected[index], in: proc.file, context) }
    }
    var readings: [Reading] = Set(processes).subtracting(expected).map { ($0, .failure(.timedOut)) }
    for (process, outcome) in zip(expected, outcomes) {
      switch outcome {
      case .finished(let holdings): readings.append((process, holdings))
      case .unfinished(let thread):
        silent.add(process, waitedForBy: thread, in: proc.file)
        readings.append((process, .failure(.timedOut)))
      }
    }
    return readings
  }

  /// A holder record without attachments, from data in `/proc` that every user may read.
  private static func holder(_ process: ProcessID, in proc: FileDescriptor) -> Holder? {
    guard let user = user(of: process, in: proc) else { return nil }
    let stat = ProcessStat.read(of: process, in: proc)
    var holder = Holder(process: process, user: user, command: stat?.command ?? [])
    holder.start = stat.map { StartClock().start(ofTicks: $0.start) }
    return holder
  }

  private static func user(of process: ProcessID, in proc: FileDescriptor) -> UserID? {
    try? FileStatus(of: "\(process.rawValue)", in: proc).owner.user
  }
}
