internal import Kernel
private import Glibc
internal import SystemPackage

/// Which pages of an attachment are in memory.
///
/// The C function is `mincore`. A page in swap is not in memory, and pages can go there at any time:
/// each time that some are passed over as holes, what is in swap is looked at behind it.
extension SystemVAttachment {
  /// Whether the page at an offset is to be read, and how far those behind it are alike; looked at in
  /// parts, as the kernel asks after each page by itself.
  func run(
    from offset: Int, upTo limit: Int = .max
  ) throws(Errno) -> (isPresent: Bool, end: Int) {
    let limit = min(size, limit)
    if readsAllPages { return (true, limit) }
    let first = offset / Self.pageSize
    let last = (limit - 1) / Self.pageSize
    var kind: Bool?
    var page = first
    // A short look where runs are short, a long one where they are long.
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

  /// Whether the last page before an offset is to be read, and from where on those before it are
  /// alike; nobody looks before the page of `floor`.
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

  /// Whether pages are to be read that are in memory or not; fails where that cannot be known and
  /// nobody has agreed that pages are made.
  private func isRead(_ isPresent: Bool) throws(Errno) -> Bool {
    if isPresent || Residency.now(in: shmID, root: root) == .holes { return isPresent }
    guard mayMakePages else { throw .pagesInSwap }
    return true
  }

  private static var fewestPages: Int { 32 }
  private static var pagesAtOnce: Int { 1 << 16 }
  /// As many as take a fraction of a second.
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
