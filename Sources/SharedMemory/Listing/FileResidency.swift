internal import Kernel
internal import SystemPackage

/// How much of each file is in RAM and how much in swap, which its blocks do not tell.
///
/// The kernel is asked only while the host has something in swap, because the answer takes 30 ns for
/// each page. Swapping moves no time stamp, so every refresh asks again, the oldest answers first, up to
/// a budget. An answer that was not renewed is used until its file changes.
///
/// Why: Decisions/46-swap-of-files.md
struct FileResidency: Sendable {
  /// The limit of one round of questions, beyond which older answers serve.
  struct Budget: Sendable {
    var files: Int
    var pages: UInt64

    /// For a refresh of the screen: some 40 ms.
    static let refresh = Budget(files: 4096, pages: 1 << 20)
    static let unlimited = Budget(files: .max, pages: .max)
  }

  private struct FileNumber: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  private struct Answer {
    let birth: Timestamp?
    let allocated: UInt64
    let cache: PageCache?
    let round: UInt64
  }

  private var answers: [FileNumber: Answer] = [:]
  private var round: UInt64 = 0

  /// Sets the resident and swapped bytes of the files of which they are not known.
  mutating func complete(_ segments: inout [Segment], root: FilePath, within budget: Budget) {
    round += 1
    let positions = segments.indices.filter { segments[$0].needsResidency }
    guard !positions.isEmpty else {
      answers = [:]
      return
    }
    ask(positions, segments, root: root, within: budget)
    var kept: [FileNumber: Answer] = [:]
    for index in positions {
      guard let number = Self.number(of: segments[index]), let answer = answers[number],
        isValid(answer, of: segments[index])
      else { continue }
      kept[number] = answer
      guard let cache = answer.cache else { continue }
      segments[index].resident = cache.resident
      segments[index].swapped = cache.swapped
    }
    answers = kept
  }

  private mutating func ask(
    _ positions: [Int], _ segments: [Segment], root: FilePath, within budget: Budget
  ) {
    guard let opened = try? DirectoryStream.open(root.appending("proc")) else { return }
    let proc = OwnedFile(opened)
    let directory = try? DirectoryStream.open(root.appending("dev/shm"))
    defer { try? directory?.close() }
    var left = budget
    var isAsked: Set<FileNumber> = []
    // The files without an answer come first, then those with the oldest.
    for index in positions.sorted(by: { lastRound(of: segments[$0]) < lastRound(of: segments[$1]) })
    {
      guard left.files > 0, left.pages > 0 else { return }
      guard let number = Self.number(of: segments[index]), isAsked.insert(number).inserted else {
        continue
      }
      let segment = segments[index]
      let allocated = segment.allocated ?? 0
      left.files -= 1
      left.pages -= min(left.pages, allocated / 4096)
      answers[number] = Answer(
        birth: segment.file?.birth, allocated: allocated,
        cache: Self.cache(of: segment, in: directory, proc), round: round)
    }
  }

  /// The round of the answer about a file; 0 without one.
  private func lastRound(of segment: Segment) -> UInt64 {
    guard let number = Self.number(of: segment), let answer = answers[number],
      isValid(answer, of: segment)
    else { return 0 }
    return answer.round
  }

  private func isValid(_ answer: Answer, of segment: Segment) -> Bool {
    answer.birth == segment.file?.birth && answer.allocated == segment.allocated
  }

  private static func number(of segment: Segment) -> FileNumber? {
    segment.file.map { FileNumber(device: $0.device, inode: $0.inode) }
  }

  private static func cache(
    of segment: Segment, in directory: FileDescriptor?, _ proc: OwnedFile
  ) -> PageCache? {
    guard segment.allocated != 0 else { return PageCache(resident: 0, swapped: 0) }
    guard let expected = segment.file else { return nil }
    if case .posix(let name, _) = segment.identity {
      guard let directory else { return nil }
      return count {
        () throws(Errno) in
        try ReopenedFile.open(name.bytes, in: directory, expected: expected)
      }
    }
    for holder in segment.holders ?? [] {
      guard let path = holder.path else { continue }
      let ask: @Sendable () -> PageCache? = {
        count {
          () throws(Errno) in
          try ReopenedFile.open(target: path, in: proc.file, expected: expected)
        }
      }
      // A descriptor answers at once.
      if let found = holder.mayNotAnswer ? TimedWork.value(ask) ?? nil : ask() { return found }
    }
    return nil
  }

  private static func count(_ open: () throws(Errno) -> FileDescriptor?) -> PageCache? {
    guard let opened = try? open() else { return nil }
    defer { try? opened.close() }
    return try? PageCache(of: opened)
  }
}

extension Segment {
  /// Whether it is a file in RAM or swap of which the kernel can tell how much is where.
  fileprivate var needsResidency: Bool {
    kind != .systemV && allocated != nil && resident == nil && hugePages == nil
  }
}
