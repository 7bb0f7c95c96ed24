package import Contents
private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// Creates segments; an existing segment is never replaced.
///
/// Why: Decisions/95-changes-of-a-segment.md
package enum Creation {
  /// The segment to create.
  package struct Request: Hashable, Sendable {
    package let name: SegmentMetadata.Name
    /// The size in bytes.
    package let size: UInt64
    /// The nine permission bits, which are set whatever the umask is.
    package let permissions: FilePermissions
    /// Its owner; `nil` for the caller.
    package let owner: NewOwner?
    /// Whether a file gets all its memory at once.
    package let isReserved: Bool
    /// The size of the huge pages of a System V segment in bytes; `nil` for usual pages.
    package let hugePage: UInt64?

    package init(
      name: SegmentMetadata.Name, size: UInt64, permissions: FilePermissions,
      owner: NewOwner? = nil, isReserved: Bool = false, hugePage: UInt64? = nil
    ) {
      self.name = name
      self.size = size
      self.permissions = permissions
      self.owner = owner
      self.isReserved = isReserved
      self.hugePage = hugePage
    }
  }

  /// Why a segment was not created.
  package enum Refusal: Error, Hashable, Sendable {
    /// Another segment has its name or key.
    case nameTaken
    /// A segment with its key has mode 0 and no attachments, as a killed run leaves one.
    case halfMade(ShmID)
    /// `kernel.shm_rmid_forced` is on: the segment would be destroyed at the end of the program.
    case wouldBeDestroyed
    /// The file system at `/dev/shm` has only so many bytes free; `nil` if it does not say.
    case noSpace(free: UInt64?)
    /// It cannot be given to its owner.
    case owner(Errno)
    /// The caller stopped it.
    case interrupted
    /// The bytes to begin with could not be read.
    case unreadable(Errno)
    /// Any other error.
    case failed(Errno)
  }

  /// Creates a segment that begins with the bytes of a file; the rest of it is a hole.
  ///
  /// If this fails, or `shouldContinue` returns `false`, nothing is left behind. Holes of the file become
  /// holes of the segment.
  package static func create(
    _ request: Request, from bytes: ContentsReader? = nil, root: FilePath = "/",
    while shouldContinue: () -> Bool = { true }
  ) throws(Refusal) -> Segment {
    switch request.name {
    case .posix(let name):
      return try create(request, named: name, from: bytes, root: root, while: shouldContinue)
    case .systemV(let key):
      return try create(request, key: key, from: bytes, root: root, while: shouldContinue)
    }
  }

  /// Copies the first bytes of a file into a sink.
  private static func copy(
    _ bytes: ContentsReader, of request: Request, into sink: inout some ContentsSink,
    while shouldContinue: () -> Bool
  ) throws(Refusal) {
    do throws(CopyError) {
      _ = try bytes.copy(0..<request.size, into: &sink) { _ in shouldContinue() }
    } catch {
      switch error {
      case .reading(let error): throw .unreadable(error)
      case .writing(let error): throw .failed(error)
      }
    }
    guard shouldContinue() else { throw .interrupted }
  }

  private static func attempt<Value>(
    _ body: () throws(Errno) -> Value
  ) throws(Refusal) -> Value {
    do throws(Errno) { return try body() } catch { throw .failed(error) }
  }
}

// MARK: POSIX

extension Creation {
  /// Creates a file without a name, and links it when it is complete.
  private static func create(
    _ request: Request, named name: ShmName, from bytes: ContentsReader?, root: FilePath,
    while shouldContinue: () -> Bool
  ) throws(Refusal) -> Segment {
    guard let size = Int64(exactly: request.size) else { throw .failed(.fileTooLarge) }
    do throws(Refusal) {
      let new: UnnamedFile
      do throws(Errno) { new = try UnnamedFile(name, root: root) } catch {
        throw error == .fileExists ? .nameTaken : .failed(error)
      }
      if request.isReserved { try attempt { () throws(Errno) in try new.file.reserve(size) } }
      if let bytes {
        var sink = new.sink
        try copy(bytes, of: request, into: &sink, while: shouldContinue)
      }
      try attempt { () throws(Errno) in try new.file.truncate(to: size) }
      if let owner = request.owner {
        do throws(Errno) { try owner.set(on: new.file) } catch { throw .owner(error) }
      }
      // A directory can pass on an access control list, which would let other users in.
      try? ExtendedAttribute.remove(ExtendedAttribute.accessControlList, from: new.file)
      try attempt { () throws(Errno) in try new.file.setPermissions(request.permissions) }
      let status: FileStatus
      do throws(Errno) { status = try new.publish() } catch {
        throw error == .fileExists ? .nameTaken : .failed(error)
      }
      return Segment(
        identity: .posix(name, status.identity), kind: .posix, size: status.size,
        allocated: status.allocated, resident: nil, swapped: nil, mode: status.mode,
        owner: status.owner, times: Segment.Times.file(create: status.identity.birth))
    } catch .failed(.noSpace) {
      throw .noSpace(free: ShmFileSystem.free(root: root))
    }
  }
}

// MARK: System V

extension Creation {
  /// Creates a System V segment, which has mode 0 until its bytes are complete.
  ///
  /// So only a program that may ignore modes (CAP_IPC_OWNER) can attach what a killed run leaves. Without
  /// bytes and another owner there is only one call, so that nothing can be left. The C functions are
  /// `shmget` with `IPC_EXCL`, and `shmctl(IPC_SET)`.
  private static func create(
    _ request: Request, key: IPCKey, from bytes: ContentsReader?, root: FilePath,
    while shouldContinue: () -> Bool
  ) throws(Refusal) -> Segment {
    if ShmRmidForced.isEnabled(root: root) == true { throw .wouldBeDestroyed }
    guard let size = Int(exactly: request.size) else { throw .failed(.invalidArgument) }
    let isOneCall = bytes == nil && request.owner == nil
    let shmID: ShmID
    do throws(Errno) {
      shmID = try SysVShm.create(
        key: key, size: size, permissions: isOneCall ? request.permissions : [],
        hugePage: request.hugePage)
    } catch {
      throw error == .fileExists ? taken(key) : .failed(error)
    }
    do throws(Refusal) {
      if let bytes {
        var memory = try attempt { () throws(Errno) in try AttachedMemory(shmID, size: size) }
        defer { memory.detach() }
        try copy(bytes, of: request, into: &memory, while: shouldContinue)
      }
      if !isOneCall {
        let owner = request.owner?.ownership(besides: .ofCaller) ?? .ofCaller
        do throws(Errno) {
          try SysVShm.set(
            shmID, owner: owner, mode: FileMode(rawValue: request.permissions.rawValue))
        } catch {
          throw .owner(error)
        }
      }
      let (identity, mode, attachments) = try attempt { () throws(Errno) in
        try SystemVStatus.read(shmID, root: root)
      }
      return Segment(
        identity: .systemV(identity), kind: .systemV, size: request.size, allocated: nil,
        resident: nil, swapped: nil, mode: mode,
        owner: request.owner?.ownership(besides: .ofCaller) ?? .ofCaller, creator: .ofCaller,
        creatorProcess: identity.creatorProcess, attachments: attachments,
        times: Segment.Times.systemV(change: identity.change))
    } catch {
      try? SysVShm.remove(shmID)
      throw error
    }
  }

  /// Why a key is taken: by a segment, or by one that a killed run seems to have left.
  private static func taken(_ key: IPCKey) -> Refusal {
    HalfMadeSegment.find(key, createdBy: [Ownership.ofCaller.user]).map { .halfMade($0) }
      ?? .nameTaken
  }
}
