private import Dispatch
private import Glibc
package import Kernel
internal import Synchronization
package import SystemPackage

/// Scans all processes for the segments that they map or have open.
///
/// This is the expensive part of the program, so it uses one thread per processor.
package struct HolderScanner: Sendable {
  private let root: FilePath
  /// How mappings are read; `nil` for the fastest interface that the kernel has.
  private let interface: ProcessMappings.Interface?
  private let readsDescriptors: Bool

  /// A scanner of the processes in `/proc` below `root`.
  package init(root: FilePath = "/", readsDescriptors: Bool = true) {
    self.init(root: root, interface: nil, readsDescriptors: readsDescriptors)
  }

  init(root: FilePath, interface: ProcessMappings.Interface?, readsDescriptors: Bool = true) {
    self.root = root
    self.interface = interface
    self.readsDescriptors = readsDescriptors
  }

  /// Scans every process except this one.
  ///
  /// `listed` has the inodes of the files in `/dev/shm` that have names. The scan's `unlistedFiles`
  /// are other files that processes hold. Throws if `/proc` cannot be read.
  package func scan(listed: Set<UInt64>? = nil) throws(ReadProblem) -> HolderScan {
    let path = root.appending("proc")
    let proc: FileDescriptor
    do throws(Errno) { proc = try DirectoryStream.open(path) } catch {
      throw ReadProblem(path, .failed(error))
    }
    defer { try? proc.close() }
    var scan = HolderScan(timestamp: .now)
    scan.isRoot = ProcessVisibility.isRoot(root: root)
    scan.listed = listed
    scan.isRmidForced = ShmRmidForced.isEnabled(root: root) == true
    let (files, isShmKnown) = Self.shmDevice(path: root.appending("dev/shm"), &scan)
    let kernel = InternalFileSystems.read()
    scan.shmDevice = files
    scan.systemVDevice = kernel.first
    scan.visibilityGaps = ProcessVisibility(root: root).visibilityGaps
    if !isShmKnown || kernel.isEmpty { scan.visibilityGaps.insert(.unknownDevice) }
    let context = ProcessScan.Context(
      files: SegmentFiles(files: files, kernel: kernel, listed: listed ?? []),
      ipcNamespace: ProcessDirectory.namespace("ipc", of: "self", root: root),
      processNamespace: ProcessDirectory.namespace("pid", of: "self", root: root),
      interface: interface, readsDescriptors: readsDescriptors)
    do throws(Errno) {
      add(try readAll(in: proc, context, &scan), to: &scan, in: proc)
    } catch {
      throw ReadProblem(path, .failed(error))
    }
    if let locks = try? FileLocks(root: root) {
      scan.add(locks) { Self.holder($0, in: proc) }
    }
    if scan.visibilityGaps.contains(.foreignPIDs) { scan.living = [:] }
    return scan
  }

  private typealias Reading = (process: ProcessID, holdings: Result<ProcessScan?, Errno>)

  /// Reads all processes, including those that start in the meantime.
  ///
  /// A process that ends before it is read can have passed its segments to a child.
  private func readAll(
    in proc: FileDescriptor, _ context: ProcessScan.Context, _ scan: inout HolderScan
  ) throws(Errno) -> [Reading] {
    let own = ProcessDirectory.own(root: root)
    if own?.rawValue != getpid() { scan.visibilityGaps.insert(.foreignPIDs) }
    var seen: Set<ProcessID> = own.map { [$0] } ?? []
    var readings: [Reading] = []
    for _ in 0..<Self.mostRounds {
      let fresh = try ProcessDirectory.processes(root: root).filter { seen.insert($0).inserted }
      if fresh.isEmpty { return readings }
      let round = Self.read(fresh, in: proc, context)
      readings += round
      for case (let process, .failure(.noSuchProcess)) in round { seen.remove(process) }
    }
    scan.visibilityGaps.insert(.processChurn)
    return readings
  }

  /// After so many rounds the scan gives up: processes start faster than they are read.
  private static let mostRounds = 20

  /// Adds the results, parents before their children.
  private func add(_ readings: [Reading], to scan: inout HolderScan, in proc: FileDescriptor) {
    var read: [ProcessScan] = []
    for (process, holdings) in readings {
      switch holdings {
      case .success(let holdings?): read.append(holdings)
      case .success(nil), .failure(.noSuchProcess): break
      case .failure:
        scan.add(unreadable: process, of: Self.user(of: process, in: proc))
      }
    }
    read.sort { ($0.stat.start, $0.process.rawValue) < ($1.stat.start, $1.process.rawValue) }
    for holdings in read { scan.add(holdings) }
  }

  private static func read(
    _ processes: [ProcessID], in proc: FileDescriptor, _ context: ProcessScan.Context
  ) -> [Reading] {
    let found = Mutex<[Reading]>([])
    let size = 16
    let pieces = (processes.count + size - 1) / size
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let some = processes[(piece * size)..<min(processes.count, (piece + 1) * size)]
      let readings = some.map { process -> Reading in
        (process, Result { () throws(Errno) in try ProcessScan(process, in: proc, context) })
      }
      found.withLock { $0 += readings }
    }
    return found.withLock { $0 }
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

  /// The device of `/dev/shm`, and whether it is known.
  ///
  /// If there is no such directory, the device is `nil` and counts as known: no file there can be
  /// held.
  private static func shmDevice(
    path: FilePath, _ scan: inout HolderScan
  ) -> (UInt64?, isKnown: Bool) {
    do throws(Errno) {
      let directory = try DirectoryStream.open(path)
      defer { try? directory.close() }
      if let path = FilePath("/proc/self/fd/\(directory.rawValue)").linkTarget {
        scan.shmPath = path
      }
      return (try FileStatus(of: directory).identity.device, true)
    } catch {
      return (nil, error == .noSuchFileOrDirectory)
    }
  }
}
