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
  let readsAllPages: Bool
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))

  init(_ shmID: ShmID) throws(ContentsRefusal) {
    var status = shmid_ds()
    guard shmctl(shmID.rawValue, IPC_STAT, &status) == 0,
      let address = shmat(shmID.rawValue, nil, Int32(SHM_RDONLY)),
      address != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw errno == EINVAL ? .gone : ContentsRefusal(Errno(rawValue: errno)) }
    self.address = UInt(bitPattern: address)
    size = Int(clamping: status.shm_segsz)
    let row = try? SystemVTable(root: "/").read().segments.first { $0.shmID == shmID }
    readsAllPages = row?.swapped != 0
  }

  deinit { shmdt(UnsafeRawPointer(bitPattern: address)) }

  /// Opens the memory behind the attachment, so that it can end; `nil` without the right to.
  func openOwnMapping() -> FileDescriptor? {
    let (whole, rest) = size.quotientAndRemainder(dividingBy: pageSize)
    let end = address + UInt((whole + (rest > 0 ? 1 : 0)) * pageSize)
    let name = "\(String(address, radix: 16))-\(String(end, radix: 16))"
    return try? FileDescriptor.open(
      FilePath("/proc/self/map_files").appending(name), .readOnly, options: .closeOnExec)
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
