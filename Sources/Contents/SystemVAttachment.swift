private import CLinux
private import Glibc
internal import Kernel
internal import SystemPackage

/// A read-only attachment of this process to a System V segment; it ends with the value.
///
/// The memory is read through `/proc/self/mem`, and never through the mapping. All pages are read if
/// the segment is of huge pages. The C functions are `shmat` and `shmdt`.
///
/// Why: Decisions/19-reading-with-pread.md
final class SystemVAttachment: Sendable {
  /// Where the mapping begins.
  let address: UInt
  /// Its bytes.
  let size: Int
  /// Whether pages that are not in memory are read too, as nobody can tell which of them are holes.
  let readsAllPages: Bool
  /// Whether somebody has agreed that pages are made, should it come to that.
  let mayMakePages: Bool
  let shmID: ShmID

  /// Attaches a segment; with `readsAllPages` all its pages are read in any case.
  init(
    _ shmID: ShmID, readsAllPages: Bool = false, mayMakePages: Bool = false
  ) throws(ContentsError) {
    size = try Self.size(of: shmID)
    guard let address = shmat(shmID.rawValue, nil, Int32(SHM_RDONLY)),
      address != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw Self.refusal }
    self.shmID = shmID
    self.address = UInt(bitPattern: address)
    self.mayMakePages = mayMakePages
    let tellsHoles = InternalFilesystems.read().first == Self.mapping(at: self.address)?.device
    self.readsAllPages = readsAllPages || !tellsHoles
  }

  deinit { shmdt(UnsafeRawPointer(bitPattern: address)) }

  /// How many bytes a segment has; fails where this program may not attach it for reading.
  ///
  /// The C function is `shmctl(IPC_STAT)`, which wants the same right.
  static func size(of shmID: ShmID) throws(ContentsError) -> Int {
    var status = shmid_ds()
    guard shmctl(shmID.rawValue, IPC_STAT, &status) == 0 else { throw refusal }
    return Int(clamping: status.shm_segsz)
  }

  private static var refusal: ContentsError {
    errno == EINVAL ? .gone : ContentsError(Errno(rawValue: errno))
  }

  /// Opens the memory behind the attachment, so that the attachment can end.
  func openOwnMapping() throws(ContentsError) -> FileDescriptor {
    // Its end is looked up, as huge pages round the size up further than others.
    guard let line = Self.mapping(at: address) else { throw .failed(.noSuchFileOrDirectory) }
    do throws(Errno) { return try line.open(of: "self") } catch { throw .failed(error) }
  }

  /// What `/proc` says of the mapping that begins at an address.
  private static func mapping(at address: UInt) -> MapsLine? {
    guard let maps = try? ProcFile.read("/proc/self/maps") else { return nil }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      if let line = MapsLine(&cursor), line.addresses?.lowerBound == UInt64(address) { return line }
    }
    return nil
  }
}

extension MapsLine {
  /// Opens the file that is mapped, through the mapping of a process: the name of its `/proc` directory.
  ///
  /// Wants CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE.
  func open(of process: String) throws(Errno) -> FileDescriptor {
    let path = FilePath("/proc/\(process)/map_files").appending(bytes: mapFilesName)
    // Who is not its owner may not leave the access time alone, and nobody sees that of a segment.
    for quiet in [clinux_no_access_time, 0] {
      let file = path.withPlatformString { Glibc.open($0, O_RDONLY | O_CLOEXEC | quiet) }
      if file >= 0 { return FileDescriptor(rawValue: file) }
      if errno != EPERM { break }
    }
    throw Errno(rawValue: errno)
  }
}
