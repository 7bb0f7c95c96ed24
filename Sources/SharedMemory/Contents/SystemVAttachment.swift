private import Glibc
internal import SystemPackage

/// A read-only attachment of this program's own to a System V segment; it ends with the value.
///
/// The C functions are `shmat` and `shmdt`. The memory is never touched through the mapping: what
/// is read comes through `/proc/self/mem`, which fails where a mapping would end the program.
final class SystemVAttachment: Sendable {
  /// Where the mapping begins.
  let address: UInt
  /// Its bytes.
  let size: Int
  /// Whether pages that are not in memory are read too, as some of them are in swap.
  let readsAllPages: Bool

  init(_ shmID: ShmID, readsAllPages: Bool) throws(ContentsRefusal) {
    var status = shmid_ds()
    guard shmctl(shmID.rawValue, IPC_STAT, &status) == 0,
      let address = shmat(shmID.rawValue, nil, Int32(SHM_RDONLY)),
      address != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw errno == EINVAL ? .gone : ContentsRefusal(Errno(rawValue: errno)) }
    self.address = UInt(bitPattern: address)
    size = Int(clamping: status.shm_segsz)
    self.readsAllPages = readsAllPages
  }

  deinit { shmdt(UnsafeRawPointer(bitPattern: address)) }

  /// Opens the memory behind the attachment, so that the attachment can end.
  ///
  /// The end of the mapping is looked up, as huge pages round the size up further than others.
  func openOwnMapping() throws(ContentsRefusal) -> FileDescriptor {
    do {
      var cursor = ByteCursor(try FileContents.read("/proc/self/maps"))
      while !cursor.isAtEnd {
        guard let line = MapsLine(&cursor), line.addresses?.lowerBound == UInt64(address) else {
          continue
        }
        let mapping = FilePath("/proc/self/map_files").appending(bytes: line.mapFilesName)
        return try FileDescriptor.open(mapping, .readOnly, options: .closeOnExec)
      }
      throw Errno.noSuchFileOrDirectory
    } catch {
      throw .failed(error as? Errno ?? .ioError)
    }
  }
}
