private import Glibc
internal import SystemPackage

/// A read-only attachment of this program's own to a System V segment; it ends with the value.
///
/// The C functions are `shmat` and `shmdt`. The memory is never touched through the mapping: what
/// is read comes through `/proc/self/mem`, which fails where a mapping would end the program.
final class SystemVAttachment: Sendable {
  /// Where the mapping begins.
  private let address: UInt
  private let size: Int
  /// Whether pages that are not in memory are read too, as some of them are in swap.
  private let readsAllPages: Bool
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))

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
    let start = Array("\(String(address, radix: 16))-".utf8)
    do {
      var cursor = ByteCursor(try FileContents.read("/proc/self/maps"))
      while !cursor.isAtEnd {
        guard let line = MapsLine(&cursor), line.range.starts(with: start) else { continue }
        let mapping = FilePath("/proc/self/map_files").appending(bytes: Array(line.range))
        return try FileDescriptor.open(mapping, .readOnly, options: .closeOnExec)
      }
      throw Errno.noSuchFileOrDirectory
    } catch {
      throw .failed(error as? Errno ?? .ioError)
    }
  }

  /// Up to `count` bytes at an offset.
  ///
  /// Pages that are not in memory are zeros and stay absent, unless all are read: reading a page
  /// that the segment never had would make it.
  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    guard count > 0, offset >= 0, offset < size else { return [] }
    let range = Int(offset)..<min(size, Int(offset) + count)
    var bytes = [UInt8](repeating: 0, count: range.count)
    let memory = try openMemory()
    defer { try? memory.close() }
    for page in (range.lowerBound / pageSize)...((range.upperBound - 1) / pageSize) {
      if !readsAllPages, try !isPresent(page) { continue }
      let part = range.clamped(to: (page * pageSize)..<((page + 1) * pageSize))
      let start = Int64(bitPattern: UInt64(address)) + Int64(part.lowerBound)
      let got = try memory.read(part.count, at: start)
      bytes.replaceSubrange(
        (part.lowerBound - range.lowerBound)..<(part.lowerBound - range.lowerBound + got.count),
        with: got)
    }
    return bytes
  }

  private func openMemory() throws(Errno) -> FileDescriptor {
    do { return try .open("/proc/self/mem", .readOnly, options: .closeOnExec) } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// Whether a page is in memory.
  ///
  /// The C function is `mincore`. A page in swap is not.
  private func isPresent(_ page: Int) throws(Errno) -> Bool {
    var state: UInt8 = 0
    let start = UnsafeMutableRawPointer(bitPattern: address + UInt(page * pageSize))
    guard mincore(start, pageSize, &state) == 0 else {
      throw Errno(rawValue: errno)
    }
    return state & 1 != 0
  }
}
