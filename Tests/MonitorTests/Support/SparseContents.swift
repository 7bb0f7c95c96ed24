import Contents
import SystemPackage

/// Contents of any size, of which some pages are there.
struct SparseContents: ContentsSource {
  let length: UInt64
  /// The first bytes of pages by their numbers; others are zeros.
  var pages: [UInt64: [UInt8]] = [:]
  var holeAlignment: UInt64? { nil }

  func size() throws(Errno) -> UInt64 { length }

  func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent? {
    guard offset < length else { return nil }
    let page = offset / 4096
    if pages[page] != nil {
      return Extent(range: offset..<min(length, (page + 1) * 4096), isHole: false)
    }
    let next = pages.keys.filter { $0 > page }.min().map { $0 * 4096 }
    return Extent(range: offset..<min(length, next ?? length), isHole: true)
  }

  func startOfHole(before limit: UInt64, notBefore floor: UInt64) throws(Errno) -> UInt64 {
    pages.keys.filter { $0 * 4096 < limit }.max().map { ($0 + 1) * 4096 } ?? 0
  }

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    for index in 0..<buffer.count {
      let place = offset + UInt64(index)
      let page = pages[place / 4096] ?? []
      let inPage = Int(place % 4096)
      buffer[index] = inPage < page.count ? page[inPage] : 0
    }
    return buffer.count
  }
}
