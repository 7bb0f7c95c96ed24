internal import Kernel
internal import SystemPackage

/// Finds the segments that are in no directory, through their holders: unlinked files of `/dev/shm`
/// and memfds.
///
/// It uses a scan of all processes, and makes one or two system calls for each segment.
struct UnlinkedFiles {
  let root: FilePath
  let scan: HolderScan
  /// Where the bytes of files in `/dev/shm` are.
  let memory: FileMemory
  /// Where those of memfds are.
  let memfdMemory: FileMemory
  /// The files that were seen through mappings since the scan; they are not looked at again.
  ///
  /// Looking through a mapping takes a lock in the process.
  private let seen: [HeldObject: Segment]
  /// Whether all files of the file system are segments, wherever they are.
  ///
  /// If not, as on a disk, only those with a path below `/dev/shm` are.
  let isOwnFileSystem: Bool

  /// Finds the segments of a scan; `directory` and `mounts` are `nil` if they could not be read.
  init(
    root: FilePath, scan: HolderScan, swapIsInUse: Bool?,
    in directory: POSIXDirectory.Listing? = nil, _ mounts: MountTable? = nil,
    seen: [HeldObject: Segment] = [:]
  ) {
    self.seen = seen
    self.root = root
    self.scan = scan
    let type = directory?.usage?.type
    memory = FileMemory(type, swapIsInUse: swapIsInUse)
    memfdMemory = FileMemory(swapIsInUse: swapIsInUse)
    isOwnFileSystem =
      type != .other
      && (mounts.map { $0.hasWhole(directory?.device ?? 0, at: scan.shm.path) } ?? true)
  }

  /// The segments whose inodes are not in `listed`, in the order of their inodes.
  func segments(beside listed: Set<UInt64>) -> [Segment] {
    let objects = scan.holders.keys.filter { object in
      switch object {
      case .file(let inode):
        !listed.contains(inode) && isPossible(scan.unlistedFiles[object]?.path ?? [])
      case .memfd: true
      case .systemV: false
      }
    }
    guard !objects.isEmpty, let opened = try? DirectoryStream.open(root.appending("proc")) else {
      return []
    }
    let proc = OwnedFile(opened)
    var segments = segments(of: objects, in: proc).sorted {
      ($0.file?.inode ?? 0) < ($1.file?.inode ?? 0)
    }
    setHugePages(of: &segments)
    return segments
  }

  private func segments(of objects: [HeldObject], in proc: OwnedFile) -> [Segment] {
    // A descriptor answers at once; so no thread is needed for most.
    let known = objects.compactMap { stillSeen($0, in: proc.file) }
    let isKnown = Set(known.map(\.heldObject))
    let slow = objects.filter { isSlow($0) && !isKnown.contains($0) }
    let outcomes = TimedWork.outcomes(of: slow.count) { segment(slow[$0], in: proc.file) }
    let found = zip(slow, outcomes).compactMap { object, outcome in
      switch outcome {
      case .finished(let segment): segment
      case .unfinished: unreadable(object)
      }
    }
    let others = objects.filter { !isSlow($0) }
    return known + found + others.compactMap { segment($0, in: proc.file) }
  }

  /// Whether a process holds a file by a mapping alone: a look through that may never be answered.
  private func isSlow(_ object: HeldObject) -> Bool {
    scan.holders[object]?.contains(where: \.mayNotAnswer) == true
  }

  /// What was seen of a file since the scan, if a process that held it still runs.
  private func stillSeen(_ object: HeldObject, in proc: FileDescriptor) -> Segment? {
    guard let segment = seen[object] else { return nil }
    let isHeld = scan.holders[object]?.contains {
      (try? FileStatus(of: "\($0.process.rawValue)", in: proc)) != nil
    }
    return isHeld == true ? segment : nil
  }

  /// Those of the segments found that a process holds by a mapping alone.
  func seen(in segments: [Segment]) -> [HeldObject: Segment] {
    var seen: [HeldObject: Segment] = [:]
    for segment in segments where isSlow(segment.heldObject) { seen[segment.heldObject] = segment }
    return seen
  }

  /// Whether a file with this path can be a segment.
  private func isPossible(_ path: [UInt8]) -> Bool {
    isOwnFileSystem || path.starts(with: scan.shm.path + [UInt8(ascii: "/")])
  }

  private func setHugePages(of segments: inout [Segment]) {
    var sizes: [HugePages]?
    for index in segments.indices {
      guard segments[index].kind == .memfd, let device = segments[index].file?.device,
        device != scan.systemVDevice
      else { continue }
      let known = sizes ?? InternalFileSystems.hugePages()
      sizes = known
      segments[index].hugePages = known.first { $0.device == device }
      guard segments[index].hugePages != nil else { continue }
      // Huge pages are never swapped.
      segments[index].resident = segments[index].allocated
      segments[index].swapped = segments[index].allocated.map { _ in 0 }
    }
  }

  private func segment(_ object: HeldObject, in proc: FileDescriptor) -> Segment? {
    var isUnread = false
    for holder in scan.holders[object] ?? [] {
      guard let path = holder.path else { continue }
      do throws(Errno) {
        let status = try FileStatus(ofTarget: path, in: proc)
        // The descriptor's number may refer to another file by now.
        guard isSame(object, status.identity) else { continue }
        return segment(object, status, path: proc.linkTarget(of: path))
      } catch {
        // After any other error the holder is still there, and so is the file.
        isUnread = isUnread || ![.noSuchFileOrDirectory, .noSuchProcess].contains(error)
      }
    }
    return isUnread ? unreadable(object) : nil
  }

  private func isSame(_ object: HeldObject, _ file: FileIdentity) -> Bool {
    switch object {
    case .file(let inode): file.device == scan.shm.device && file.inode == inode
    case .memfd(let device, let inode): file.device == device && file.inode == inode
    case .systemV: false
    }
  }

  private func segment(_ object: HeldObject, _ status: FileStatus, path: [UInt8]?) -> Segment? {
    let path = path ?? scan.unlistedFiles[object]?.path ?? []
    if case .memfd = object {
      return Segment(
        .memfd(label: Self.label(path), status.identity), .memfd, status, memfdMemory)
    }
    // The file has a name, so it is in a directory. It was created after that directory was read.
    guard status.links == 0, isPossible(path) else { return nil }
    let name = name(path)
    return Segment(
      .unlinked(name, status.identity), name.isSemaphore ? .semaphore : .posix, status,
      memory)
  }

  /// A segment for a file whose status this user may not read, or could not, from what its mappings show.
  private func unreadable(_ object: HeldObject) -> Segment? {
    guard let found = scan.unlistedFiles[object] else { return nil }
    let identity: Identity
    let kind: Segment.Kind
    switch object {
    case .file(let inode):
      guard let device = scan.shm.device, Self.isDeleted(found.path) else { return nil }
      let name = name(found.path)
      identity = .unlinked(name, FileIdentity(device: device, inode: inode, birth: nil))
      kind = name.isSemaphore ? .semaphore : .posix
    case .memfd(let device, let inode):
      let file = FileIdentity(device: device, inode: inode, birth: nil)
      identity = .memfd(label: Self.label(found.path), file)
      kind = .memfd
    case .systemV: return nil
    }
    return Segment(
      identity: identity, kind: kind, size: found.mapped, allocated: nil, resident: nil,
      swapped: nil, mode: nil, owner: nil, times: Segment.Times())
  }

  private static let deleted = Array(" (deleted)".utf8)
  private static let memfd = Array("/memfd:".utf8)

  private static func isDeleted(_ path: [UInt8]) -> Bool {
    path.suffix(deleted.count).elementsEqual(deleted)
  }

  /// The name that a file had, from its path as the kernel writes it.
  ///
  /// `/dev/shm/a (deleted)` → `a`. In another mount namespace the directory can have another path; the
  /// name is then the whole path.
  private func name(_ path: [UInt8]) -> ShmName {
    let path = Self.isDeleted(path) ? path.dropLast(Self.deleted.count) : path[...]
    let directory = scan.shm.path + [UInt8(ascii: "/")]
    let name = ShmName(path.dropFirst(path.starts(with: directory) ? directory.count : 1))
    return QuarantineName.originalName(of: name)
  }

  private static func label(_ path: [UInt8]) -> [UInt8] {
    let path = isDeleted(path) ? path.dropLast(deleted.count) : path[...]
    return Array(path.dropFirst(path.starts(with: memfd) ? memfd.count : 0))
  }
}

extension Holder {
  /// Whether a question through ``path`` may never be answered.
  ///
  /// A mapping is behind a lock that threads of the process can keep.
  package var mayNotAnswer: Bool { if case .mapping = link { true } else { false } }

  /// The path below `/proc` of the link to the segment: `42/fd/3`; `nil` if none is known.
  package var path: String? {
    let owner = (thread ?? process).rawValue
    switch link {
    case .descriptor(let number): return "\(owner)/fd/\(number)"
    case .mapping(let addresses):
      let start = String(addresses.lowerBound, radix: 16)
      return "\(owner)/map_files/\(start)-\(String(addresses.upperBound, radix: 16))"
    case nil: return nil
    }
  }
}
