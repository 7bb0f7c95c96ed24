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
  package init(root: FilePath = "/") { self.init(root: root, way: nil) }

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
    let devices = MappedDevices(
      files: (try? FileStatus(of: DirectoryStream.open(root.appending("dev/shm"))))?.identity
        .device,
      kernel: Self.kernelDevice)
    let context = ProcessHoldings.Context(
      devices: devices, ipcNamespace: ProcessDirectory.ipcNamespace(of: "self", root: root),
      way: way, readsDescriptors: readsDescriptors)
    survey.systemVDevice = devices.kernel
    survey.canMissProcesses = ProcessVisibility(root: root).canMissProcesses
    let found = Self.read(others, in: proc, context)
    for holdings in found { survey.add(holdings, files: devices.files) }
    return survey
  }

  private static func read(
    _ processes: [ProcessID], in proc: FileDescriptor, _ context: ProcessHoldings.Context
  ) -> [ProcessHoldings] {
    let found = Mutex<[ProcessHoldings]>([])
    let size = 16
    let pieces = (processes.count + size - 1) / size
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let some = processes[(piece * size)..<min(processes.count, (piece + 1) * size)]
      let holdings = some.compactMap { ProcessHoldings($0, in: proc, context) }
      found.withLock { $0 += holdings }
    }
    return found.withLock { $0 }.sorted { $0.process.rawValue < $1.process.rawValue }
  }

  private static var kernelDevice: UInt64? {
    let device = clinux_kernel_tmpfs_device()
    return device == 0 ? nil : device
  }
}
