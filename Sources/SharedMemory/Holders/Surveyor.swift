private import CLinux
private import Dispatch
private import Glibc
internal import Synchronization
package import SystemPackage

/// Looks at all processes for what they hold.
///
/// This is the expensive part of the program, so it is done by as many threads as there are
/// processors.
package struct Surveyor: Sendable {
  private let root: FilePath
  /// How mappings are read; `nil` for the quickest way that the kernel has.
  private let way: ProcessMappings.Way?
  private let readsDescriptors: Bool

  /// A look at the processes in `/proc` below `root`.
  package init(root: FilePath = "/", readsDescriptors: Bool = true) {
    self.init(root: root, way: nil, readsDescriptors: readsDescriptors)
  }

  init(root: FilePath, way: ProcessMappings.Way?, readsDescriptors: Bool = true) {
    self.root = root
    self.way = way
    self.readsDescriptors = readsDescriptors
  }

  /// Looks at every process but this one.
  package func look() throws(ReadProblem) -> Survey {
    let path = root.appending("proc")
    let proc: FileDescriptor
    let all: [ProcessID]
    do throws(Errno) {
      proc = try DirectoryStream.open(path)
      all = try ProcessDirectory.processes(root: root)
    } catch {
      throw ReadProblem(path, .failed(error))
    }
    defer { try? proc.close() }
    let own = ProcessID(rawValue: getpid())
    let others = all.filter { $0 != own }
    var survey = Survey(taken: .now)
    let (files, isFilesKnown) = Self.filesDevice(path: root.appending("dev/shm"))
    let devices = MappedDevices(files: files, kernel: Self.kernelDevice)
    survey.systemVDevice = devices.kernel
    survey.canMissHolders =
      ProcessVisibility(root: root).canMissProcesses || !isFilesKnown || devices.kernel == nil
    let context = ProcessHoldings.Context(
      devices: devices, ipcNamespace: ProcessDirectory.ipcNamespace(of: "self", root: root),
      way: way, readsDescriptors: readsDescriptors)
    for (process, holdings) in Self.read(others, in: proc, context) {
      switch holdings {
      case .success(let holdings): survey.add(holdings, files: devices.files)
      case .failure(.noSuchProcess): break
      case .failure: survey.add(unreadable: process)
      }
    }
    return survey
  }

  private typealias Reading = (process: ProcessID, holdings: Result<ProcessHoldings, Errno>)

  private static func read(
    _ processes: [ProcessID], in proc: FileDescriptor, _ context: ProcessHoldings.Context
  ) -> [Reading] {
    let found = Mutex<[Reading]>([])
    let size = 16
    let pieces = (processes.count + size - 1) / size
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let some = processes[(piece * size)..<min(processes.count, (piece + 1) * size)]
      let readings = some.map { process -> Reading in
        (process, Result { () throws(Errno) in try ProcessHoldings(process, in: proc, context) })
      }
      found.withLock { $0 += readings }
    }
    return found.withLock { $0 }.sorted { $0.process.rawValue < $1.process.rawValue }
  }

  /// The device of `/dev/shm`, and whether that is all there is to know: where there is no such
  /// directory nobody holds a file of it.
  private static func filesDevice(path: FilePath) -> (UInt64?, isKnown: Bool) {
    do throws(Errno) {
      let directory = try DirectoryStream.open(path)
      defer { try? directory.close() }
      return (try FileStatus(of: directory).identity.device, true)
    } catch {
      return (nil, error == .noSuchFileOrDirectory)
    }
  }

  private static var kernelDevice: UInt64? {
    let device = clinux_kernel_tmpfs_device()
    return device == 0 ? nil : device
  }
}
