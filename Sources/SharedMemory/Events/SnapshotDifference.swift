internal import Kernel
internal import SystemPackage

/// What happened to the segments of a host between two snapshots.
///
/// An event needs both snapshots: what one of them could not see is never taken for a change. What began
/// and ended between them is not seen.
///
/// Why: Decisions/93-events-are-differences.md
package struct SnapshotDifference: Sendable {
  /// First those of segments that are gone, then those of the others in the order of the later snapshot.
  package private(set) var events: [SegmentEvent] = []

  private let earlier: Snapshot
  private let later: Snapshot

  package init(from earlier: Snapshot, to later: Snapshot) {
    self.earlier = earlier
    self.later = later
    if later.isUnchanged(since: earlier) { return }
    let index = SegmentRows(of: earlier)
    var isFound = Array(repeating: false, count: earlier.segments.count)
    /// The row of the same segment in the earlier snapshot, under the name that it has or had.
    let rows = later.segments.map { segment -> Int? in
      let row = index.row(of: segment, in: earlier.segments) { !isFound[$0] }
      if let row { isFound[row] = true }
      return row
    }
    let files = SegmentRows(of: later)
    for row in earlier.segments.indices where !isFound[row] {
      addGone(earlier.segments[row], isStillThere: files.hasFile(of: earlier.segments[row]))
    }
    for (segment, row) in zip(later.segments, rows) {
      if let row { addChanges(from: earlier.segments[row], to: segment) } else { addNew(segment) }
    }
  }

  private mutating func add(_ change: SegmentEvent.Change, _ segment: Segment) {
    events.append(SegmentEvent(change, segment))
  }

  // MARK: New and gone

  private mutating func addNew(_ segment: Segment) {
    guard !earlier.mayMiss(segment) else { return }
    let holders = segment.holders ?? []
    // Its holders may have had it before, when they could not be read.
    if segment.isSeenThroughHolders && !holders.allSatisfy(earlier.isReadable) { return }
    add(.created, segment)
    if segment.isRemoved { add(.removed, segment) }
    addHolders(from: [], to: segment)
    if holders.isEmpty, let unseen = segment.unseenHolders, unseen > 0 {
      add(.held(by: nil), segment)
    }
  }

  /// Adds the end of a segment; `isStillThere` if its file has another name.
  private mutating func addGone(_ segment: Segment, isStillThere: Bool) {
    guard !later.mayMiss(segment) else { return }
    if segment.isSeenThroughHolders && later.scan == nil { return }
    if !isStillThere {
      for holder in segment.holders ?? [] where later.isReadable(holder) {
        add(.letGo(by: holder), segment)
      }
    }
    if segment.hasName { add(.removed, segment) }
    // Other holders of a file can have been missed, or another name of it in a directory that could not be
    // read. But a System V segment stays listed to its end.
    let isAllSeen = later.areProcessesRead && !later.unlisted.contains(.posix)
    if !isStillThere && (segment.kind == .systemV || isAllSeen) {
      add(.freed, segment)
    }
  }

  // MARK: Changes

  private mutating func addChanges(from old: Segment, to new: Segment) {
    if new.size > old.size { add(.grown(from: old.size), new) }
    if new.size < old.size { add(.shrunk(from: old.size), new) }
    if new.isRemoved && !old.isRemoved { add(.removed, new) }
    // Without holders it was made after the scan, or there was none.
    guard earlier.scan != nil, later.scan != nil, new.holders != nil else { return }
    let before = events.count
    addHolders(from: old.holders ?? [], to: new)
    guard events.count == before, let wasHeld = old.unseenHolders, let isHeld = new.unseenHolders
    else { return }
    if isHeld > wasHeld { add(.held(by: nil), new) }
    if isHeld < wasHeld { add(.letGo(by: nil), new) }
  }

  private mutating func addHolders(from old: [Holder], to segment: Segment) {
    let new = segment.holders ?? []
    for holder in old where !new.contains(where: holder.isSameProcess) && later.isReadable(holder) {
      add(.letGo(by: holder), segment)
    }
    for holder in new where !old.contains(where: holder.isSameProcess) && earlier.isReadable(holder)
    {
      add(.held(by: holder), segment)
    }
  }
}

/// Finds the same segment in another snapshot.
private struct SegmentRows {
  /// What stays the same while a segment loses its name.
  private enum Key: Hashable {
    case systemV(ShmID, ProcessID, UserID?)
    case file(device: UInt64, inode: UInt64)

    init(_ segment: Segment) {
      switch segment.identity {
      case .systemV(let identity):
        self = .systemV(identity.shmID, identity.creatorProcess, identity.creatorUser)
      case .posix(_, let file), .unlinked(_, let file), .memfd(_, let file):
        self = .file(device: file.device, inode: file.inode)
      }
    }
  }

  /// The rows of each segment; a file with several names has several.
  private var rows: [Key: [Int]] = [:]

  init(of snapshot: Snapshot) {
    rows.reserveCapacity(snapshot.segments.count)
    for (row, segment) in snapshot.segments.enumerated() {
      rows[Key(segment), default: []].append(row)
    }
  }

  /// The row with the same name, or the first free one of a name that a segment without one can have had.
  func row(of segment: Segment, in segments: [Segment], where isFree: (Int) -> Bool) -> Int? {
    let same = (rows[Key(segment)] ?? []).filter {
      isFree($0) && segments[$0].identity.isSameSegment(as: segment.identity)
    }
    if segment.kind == .systemV { return same.first }
    let id = segment.identity.id
    if let row = same.first(where: { segments[$0].identity.id == id }) { return row }
    guard case .unlinked = segment.identity else { return nil }
    return same.first
  }

  /// Whether a segment of this file is there, under whatever name.
  func hasFile(of segment: Segment) -> Bool { rows[Key(segment)] != nil }
}

extension Segment {
  /// Whether only a scan of processes finds it.
  fileprivate var isSeenThroughHolders: Bool {
    kind.isUnnamed || (isRemoved && kind != .systemV)
  }

  /// The attachments of a System V segment that no known holder has, or whether the kernel says that a file is
  /// held though no holder is known: 0 or 1.
  ///
  /// `nil` if that is not known.
  fileprivate var unseenHolders: UInt64? {
    guard let holders else { return nil }
    if kind == .systemV { return missingAttachments.map { $0.all - $0.found } ?? 0 }
    guard holders.isEmpty else { return 0 }
    return isHeldAnywhere.map { $0 ? 1 : 0 }
  }
}

extension Snapshot {
  /// Whether a segment may be missing because its table or its directory could not be read.
  fileprivate func mayMiss(_ segment: Segment) -> Bool {
    guard unlisted.contains(segment.kind) else { return false }
    guard segment.kind != .systemV, let name = segment.name else { return true }
    return problem(hiding: name) != nil || !problems.contains { $0.directory != nil }
  }

  /// Whether the mappings and descriptors of a process could be read, if it was there.
  fileprivate func isReadable(_ holder: Holder) -> Bool {
    scan.map { $0.unreadable[holder.process] == nil } ?? false
  }
}

extension Holder {
  /// Whether it is the same process, which has not ended and left its number to another.
  fileprivate func isSameProcess(as other: Holder) -> Bool {
    process == other.process && (start == nil || other.start == nil || start == other.start)
  }
}
