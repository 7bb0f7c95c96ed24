private import Glibc
internal import Kernel
internal import SystemPackage

/// A read-only attachment of this process to a System V segment, for the lifetime of the value.
///
/// The memory is read through `/proc/self/mem`, and never through the mapping. The C functions are
/// `shmat` and `shmdt`.
///
/// Why: Decisions/19-reading-with-pread.md
final class SystemVAttachment: Sendable {
  /// The address of the attachment.
  let address: UInt
  /// Its length in bytes.
  let size: Int
  /// Whether pages that are not in memory are read too.
  ///
  /// That is so if the caller asks for it, or if the segment uses huge pages, for which `mincore` does
  /// not tell holes.
  let readsAllPages: Bool
  /// Whether the user accepts that reading allocates pages.
  let mayAllocatePages: Bool
  let shmID: ShmID
  /// The directory that contains `proc`.
  let root: FilePath

  /// Attaches a segment.
  init(
    _ shmID: ShmID, root: FilePath = "/", readsAllPages: Bool = false,
    mayAllocatePages: Bool = false
  ) throws(ContentsError) {
    size = try Self.size(of: shmID)
    do throws(Errno) {
      address = UInt(bitPattern: try SysVShm.attach(shmID, isWritable: false))
    } catch {
      throw Self.refusal(error)
    }
    self.shmID = shmID
    self.root = root
    self.mayAllocatePages = mayAllocatePages
    let tellsHoles =
      InternalFileSystems.read().first == Self.mapping(at: address, root: root)?.device
    self.readsAllPages = readsAllPages || !tellsHoles
  }

  deinit { SysVShm.detach(UnsafeRawPointer(bitPattern: address)) }

  /// The size of a segment in bytes; throws if this program may not attach it for reading.
  ///
  /// The C function is `shmctl(IPC_STAT)`, which requires the same permission as `shmat`.
  static func size(of shmID: ShmID) throws(ContentsError) -> Int {
    do throws(Errno) { return try SysVShm.status(of: shmID).size } catch { throw refusal(error) }
  }

  private static func refusal(_ error: Errno) -> ContentsError {
    error == .invalidArgument ? .gone : ContentsError(error)
  }

  /// Opens the attached memory as a file, which stays open after the detach.
  func openOwnMapping() throws(ContentsError) -> FileDescriptor {
    // The end of the mapping is not known: huge pages round the size up further than normal pages.
    guard let line = Self.mapping(at: address, root: root) else {
      throw .failed(.noSuchFileOrDirectory)
    }
    do throws(Errno) { return try line.open(of: "self", root: root) } catch { throw .failed(error) }
  }

  /// The line of `/proc/self/maps` for the mapping that begins at an address; `nil` if there is none.
  private static func mapping(at address: UInt, root: FilePath) -> MapsLine? {
    guard let maps = try? ProcFile.read(root.appending("proc/self/maps")) else { return nil }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      if let line = MapsLine(&cursor), line.addresses?.lowerBound == UInt64(address) { return line }
    }
    return nil
  }
}

extension SystemVAttachment {
  /// Reads the bytes at `offset` into `buffer`, and returns their number.
  ///
  /// It is smaller than the buffer only at the end of the segment. Pages that are not in memory read
  /// as zeros, unless all pages are read: reading a page that the segment never had would allocate it.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    guard !buffer.isEmpty, offset >= 0, offset < size else { return 0 }
    let range = Int(offset)..<(Int(offset) + min(buffer.count, size - Int(offset)))
    let memory = try OwnMemory.open(root: root)
    defer { try? memory.close() }
    var position = range.lowerBound
    while position < range.upperBound {
      let (isPresent, end) = try run(from: position, upTo: range.upperBound)
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[(position - range.lowerBound)..<(end - range.lowerBound)])
      if isPresent {
        let start = Int64(bitPattern: UInt64(address)) + Int64(position)
        guard try memory.fill(part, from: start) == part.count else { throw .ioError }
      } else {
        part.initializeMemory(as: UInt8.self, repeating: 0)
      }
      position = end
    }
    return range.count
  }
}

/// Tells which pages of an attachment are in memory.
///
/// The C function is `mincore`. A page in swap is not in memory, and pages can be swapped out at
/// any time. So each time that pages are taken for holes, the use of swap is checked after that.
extension SystemVAttachment {
  /// Whether to read the page at an offset, and the end of the pages for which that is the same.
  ///
  /// It looks at a limited number of pages, because the kernel checks each page separately.
  func run(
    from offset: Int, upTo limit: Int = .max
  ) throws(Errno) -> (isPresent: Bool, end: Int) {
    let limit = min(size, limit)
    if readsAllPages { return (true, limit) }
    let first = offset / Self.pageSize
    let last = (limit - 1) / Self.pageSize
    var kind: Bool?
    var page = first
    // The queries grow with the run, so that a short run takes a short query.
    var count = Self.fewestPages
    while page <= last, page - first < Self.mostPages {
      let states = try states(ofPages: page..<min(last + 1, page + count))
      let wanted = kind ?? states[0]
      kind = wanted
      if let other = states.firstIndex(of: !wanted) {
        return (try isRead(wanted), (page + other) * Self.pageSize)
      }
      page += states.count
      count = min(2 * count, Self.pagesAtOnce)
    }
    return (try isRead(kind ?? false), min(limit, page * Self.pageSize))
  }

  /// Whether to read the last page before an offset, and the start of the pages for which that is the
  /// same.
  ///
  /// Pages before the one at `floor` are not examined.
  func run(
    before offset: Int, downTo floor: Int = 0
  ) throws(Errno) -> (isPresent: Bool, start: Int) {
    if readsAllPages || offset == 0 { return (readsAllPages, 0) }
    let first = floor / Self.pageSize
    let end = (offset - 1) / Self.pageSize + 1
    var kind: Bool?
    var page = end
    var count = Self.fewestPages
    while page > first, end - page < Self.mostPages {
      let states = try states(ofPages: max(first, page - count)..<page)
      let wanted = kind ?? states[states.count - 1]
      kind = wanted
      if let other = states.lastIndex(of: !wanted) {
        return (try isRead(wanted), (page - states.count + other + 1) * Self.pageSize)
      }
      page -= states.count
      count = min(2 * count, Self.pagesAtOnce)
    }
    return (try isRead(kind ?? false), page * Self.pageSize)
  }

  /// Whether to read pages that are in memory or not.
  ///
  /// Throws `pagesInSwap` if that is unknown and the user has not accepted that reading allocates
  /// pages.
  private func isRead(_ isPresent: Bool) throws(Errno) -> Bool {
    if isPresent || Residency.now(in: shmID, root: root) == .holes { return isPresent }
    guard mayAllocatePages else { throw .pagesInSwap }
    return true
  }

  private static var fewestPages: Int { 32 }
  private static var pagesAtOnce: Int { 1 << 16 }
  /// The most pages that are examined at a time: they take a fraction of a second.
  private static var mostPages: Int { 1 << 21 }
  private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

  private func states(ofPages pages: Range<Int>) throws(Errno) -> [Bool] {
    var states = [UInt8](repeating: 0, count: pages.count)
    let start = UnsafeMutableRawPointer(
      bitPattern: address + UInt(pages.lowerBound * Self.pageSize))
    try syscall { mincore(start, pages.count * Self.pageSize, &states) }
    return states.map { $0 & 1 != 0 }
  }
}
