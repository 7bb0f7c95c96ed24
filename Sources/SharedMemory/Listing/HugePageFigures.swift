internal import Kernel
private import Glibc
internal import SystemPackage

/// Puts right the memory that `/proc/sysvipc/shm` gives for System V segments in huge pages.
///
/// The kernel multiplies the number of a segment's pages by the size of a huge page. Since Linux 6.7
/// that number counts small pages. So `rss` is 512 times too big for huge pages of 2 MiB.
///
/// Why: Decisions/45-huge-pages.md
struct HugePageFigures {
  /// The sizes of huge pages that the host has, the smallest first.
  let sizes: [HugePages]
  /// Bytes in a small page.
  let smallPage: UInt64
  /// Whether the kernel multiplies the number of small pages.
  let isMultiplied: Bool
  /// Whether the host has huge pages at all, so that a segment can be in them.
  let arePresent: Bool

  init(sizes: [HugePages], smallPage: UInt64, isMultiplied: Bool, arePresent: Bool) {
    self.sizes = sizes
    self.smallPage = smallPage
    self.isMultiplied = isMultiplied
    self.arePresent = arePresent
  }

  /// The figures of this host.
  init(root: FilePath) {
    self.init(
      sizes: InternalFileSystems.hugePages(), smallPage: UInt64(sysconf(Int32(_SC_PAGESIZE))),
      isMultiplied: KernelRelease(root: root).map { $0 >= KernelRelease(6, 7) } ?? true,
      arePresent: HugePages.arePresent(root: root) ?? true)
  }

  /// What is true of a segment.
  enum Answer: Hashable {
    /// It uses small pages, and the kernel's figure is right.
    case small
    /// It uses huge pages, and has so many bytes in RAM; `nil` if the figure makes no sense.
    case huge(HugePages, resident: UInt64?)
    /// It can use either.
    case unknown
  }

  /// Judges the kernel's figure for a segment of `size` bytes.
  ///
  /// `device` is the file system that a mapping of the segment shows, if any is known.
  func answer(resident: UInt64, size: UInt64, device: UInt64?) -> Answer {
    if let device {
      guard let pages = sizes.first(where: { $0.device == device }) else { return .small }
      return .huge(pages, resident: bytes(resident, size, in: pages))
    }
    if resident > Self.round(size, to: smallPage) {
      // Only huge pages make more of a segment than its size.
      for pages in sizes {
        if let bytes = bytes(resident, size, in: pages) { return .huge(pages, resident: bytes) }
      }
      return .unknown
    }
    // A large segment of which few huge pages are used can have any figure below its size.
    let isPossible =
      arePresent && isMultiplied && resident > 0
      && sizes.contains { multiplied(resident, size, in: $0) != nil }
    return isPossible ? .unknown : .small
  }

  private func bytes(_ resident: UInt64, _ size: UInt64, in pages: HugePages) -> UInt64? {
    let fits = resident % pages.size == 0 && resident <= Self.round(size, to: pages.size)
    if isMultiplied {
      return multiplied(resident, size, in: pages) ?? (fits ? resident : nil)
    }
    return fits ? resident : multiplied(resident, size, in: pages)
  }

  /// The bytes behind a figure that was multiplied; `nil` if it cannot be one.
  private func multiplied(_ resident: UInt64, _ size: UInt64, in pages: HugePages) -> UInt64? {
    let factor = pages.size / smallPage
    guard factor > 0, resident % factor == 0 else { return nil }
    let bytes = resident / factor
    return bytes % pages.size == 0 && bytes <= Self.round(size, to: pages.size) ? bytes : nil
  }

  private static func round(_ size: UInt64, to page: UInt64) -> UInt64 {
    size.addingSaturated(page - 1) / page * page
  }
}

extension HugePageFigures {
  /// Corrects the segments whose figures can be wrong.
  ///
  /// What a mapping of a segment shows is preferred: `st_blocks`, if this user may see it, and else the
  /// device in `/proc/PID/maps`.
  static func correct(_ segments: inout [Segment], root: FilePath) {
    let positions = segments.indices.filter {
      // Only stored properties are read: a computed one would copy the segment.
      segments[$0].kind == .systemV && canBeHuge(segments[$0].resident)
    }
    guard !positions.isEmpty, let opened = try? DirectoryStream.open(root.appending("proc")) else {
      return
    }
    let proc = OwnedFile(opened)
    let figures = HugePageFigures(root: root)
    for index in positions { figures.correct(&segments[index], in: proc) }
  }

  /// Whether bytes in RAM are whole pages of 64 KiB, the smallest huge pages of any host.
  ///
  /// Mostly they are not, which saves looking at the host's huge pages.
  private static func canBeHuge(_ resident: UInt64?) -> Bool {
    guard let resident else { return false }
    return resident > 0 && resident % 65536 == 0
  }

  private func correct(_ segment: inout Segment, in proc: OwnedFile) {
    guard let resident = segment.resident else { return }
    let isTooBig = resident > Self.round(segment.size, to: smallPage)
    let isWhole = sizes.first.map { resident % $0.size == 0 } ?? false
    guard isTooBig || (arePresent && isWhole) else { return }
    for path in (segment.holders ?? []).lazy.compactMap(\.path) {
      let answer = TimedWork.value { try? FileStatus(ofTarget: path, in: proc.file) }
      guard case let status?? = answer, segment.isMapped(as: status) else { continue }
      guard let pages = sizes.first(where: { $0.device == status.identity.device }) else { return }
      return segment.setMemory(in: pages, resident: status.allocated)
    }
    // Reading all mappings of a process takes long, so it is done only if that can matter.
    var device: UInt64?
    if isTooBig || answer(resident: resident, size: segment.size, device: nil) == .unknown {
      device =
        segment.holders?.lazy.compactMap { holder in
          TimedWork.value { holder.device(in: proc.file) } ?? nil
        }.first
    }
    switch answer(resident: resident, size: segment.size, device: device) {
    case .small: break
    case .huge(let pages, let resident): segment.setMemory(in: pages, resident: resident)
    case .unknown: segment.setMemory(in: nil, resident: nil)
    }
  }
}

extension Segment {
  fileprivate func isMapped(as status: FileStatus) -> Bool {
    shmID.map { UInt64(UInt32(bitPattern: $0.rawValue)) } == status.identity.inode
  }

  fileprivate mutating func setMemory(in pages: HugePages?, resident: UInt64?) {
    hugePages = pages
    self.resident = resident
    // Huge pages are never swapped.
    allocated = resident
    if pages != nil { swapped = 0 }
  }
}

extension Holder {
  /// The device that the process's mapping of a segment shows, as `st_dev`.
  fileprivate func device(in proc: FileDescriptor) -> UInt64? {
    guard case .mapping(let addresses) = link,
      let text = try? proc.contents(of: "\(process.rawValue)/maps")
    else { return nil }
    var cursor = ByteParser(text)
    while !cursor.isAtEnd {
      if let line = MapsLine(&cursor), line.addresses == addresses { return line.device }
    }
    return nil
  }
}
