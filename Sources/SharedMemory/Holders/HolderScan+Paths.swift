internal import Kernel
internal import SystemPackage

extension HolderScan {
  /// Adds what holds files of `/dev/shm` without any process: bind mounts and loop devices.
  ///
  /// `others` are processes that see other mounts than this program; one for each namespace is enough.
  mutating func addMountsAndDevices(root: FilePath, seenBy others: [ProcessID]) {
    for device in LoopDevices.read(root: root) where isInShm(device.file) {
      byPath[device.file, default: PathHolders()].possibleKernelHolders.append(.loop(device.name))
    }
    guard let text = try? ProcFile.read(root.appending("proc/self/mountinfo")) else { return }
    let table = MountTable(text)
    let mounts = BindMounts(of: shm, among: table)
    add(mounts.found(in: table, seenBy: nil))
    for process in others {
      let path = root.appending("proc/\(process.rawValue)/mountinfo")
      guard let other = try? ProcFile.read(path), other != text else { continue }
      add(mounts.found(in: MountTable(other), seenBy: process))
    }
    // Below the upper mount, another file can have the same path.
    if !table.covered(at: shm.path).isEmpty { demoteToPossible() }
  }

  private mutating func add(_ mounts: [[UInt8]: [KernelHolder]]) {
    for (path, holders) in mounts { byPath[path, default: PathHolders()].mounts += holders }
  }

  private func isInShm(_ path: [UInt8]) -> Bool {
    path.starts(with: shm.path + [UInt8(ascii: "/")])
  }

  private mutating func demoteToPossible() {
    for path in byPath.keys {
      let processes = byPath[path]?.processes ?? []
      byPath[path]?.possibleProcesses += processes
      byPath[path]?.processes = []
    }
  }

  /// Whether an io_uring, a loop device or a bind mount holds a file that is in none of these segments.
  ///
  /// The name of such a file is gone, and the kernel shows no more than the path.
  func holdsMore(than segments: [Segment]) -> Bool {
    let suffix = ShmDirectory.deleted
    var removed = Set(byPath.keys.filter { $0.suffix(suffix.count).elementsEqual(suffix) })
    if removed.isEmpty { return false }
    for segment in segments {
      if case .unlinked(let name, _) = segment.identity {
        removed.remove(shm.path(of: name, isDeleted: true))
      }
    }
    return !removed.isEmpty
  }

  /// The holders that are known by the path of a file; `nil` if there are none.
  func holdersByPath(of segment: Segment) -> PathHolders? {
    guard !byPath.isEmpty else { return nil }
    switch segment.identity {
    case .posix(let name, _): return byPath[shm.path(of: name, isDeleted: false)]
    case .unlinked(let name, _):
      // Several files can have had the name.
      guard var holders = byPath[shm.path(of: name, isDeleted: true)] else { return nil }
      holders.possibleProcesses += holders.processes
      holders.processes = []
      holders.possibleKernelHolders += holders.mounts
      holders.mounts = []
      return holders
    case .systemV, .memfd: return nil
    }
  }
}
