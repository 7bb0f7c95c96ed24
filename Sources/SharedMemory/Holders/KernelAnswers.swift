internal import Kernel
internal import SystemPackage

/// What the kernel said about files without a known holder, kept as long as a scan of processes.
///
/// Why: Decisions/43-ask-the-kernel.md
struct KernelAnswers: Sendable {
  /// There can be very many, so an answer has only what shows that a file is unchanged.
  private struct Answer {
    /// When the file last changed in any way, by the kernel's clock.
    let change: Timestamp?
    let isHeld: Bool?
  }

  /// The latest answer about each file, by its inode.
  private var answers: [UInt64: Answer] = [:]
  /// The start of the scan that the answers belong to.
  private var scanned: Timestamp?
  /// When the kernel was last asked about files that have not changed.
  private var asked = ContinuousClock.now
  /// The place of the next file to ask about again.
  private var next = 0

  /// The time after which the kernel is asked again, however long a scan of processes takes.
  private let interval: Duration
  /// The number of files that it is asked about again at a time: some 10 ms.
  static let mostAgain = 2000

  /// Whether answers are kept for the next snapshot; a million take much memory.
  private let keepsAnswers: Bool

  init(interval: Duration = .seconds(5), keepsAnswers: Bool = true) {
    self.interval = interval
    self.keepsAnswers = keepsAnswers
  }

  /// Sets ``Segment/isHeldAnywhere`` of every file with a name and without a known holder.
  ///
  /// The kernel is asked about all of them after a new scan, and between scans about those that are
  /// new or have changed.
  mutating func complete(_ segments: inout [Segment], _ scan: HolderScan, root: FilePath) {
    // On an overlay, a mapping holds the file of the layer below, so the kernel grants a lease although the
    // file is in use.
    guard scan.shm.isCertain else { return }
    if scanned != scan.timestamp {
      answers = [:]
      asked = .now
    }
    scanned = scan.timestamp
    var unknown: [Int] = []
    for index in segments.indices where segments[index].isInQuestion {
      if isKnown(segments[index]) {
        segments[index].take(held(segments[index]), root: root)
      } else {
        unknown.append(index)
      }
    }
    guard !unknown.isEmpty, let probe = LeaseProbe(root: root) else { return }
    defer { probe.close() }
    // Growing would need memory for all answers twice.
    if keepsAnswers { answers.reserveCapacity(answers.count + unknown.count) }
    var linked: Set<UInt64> = []
    for start in stride(from: 0, to: unknown.count, by: Self.mostAtOnce) {
      let some = unknown[start..<min(start + Self.mostAtOnce, unknown.count)]
      let (asked, questions) = Self.questions(about: some, of: segments, &linked)
      for (index, isHeld) in zip(asked, probe.areHeld(questions)) {
        note(isHeld, segments[index])
        segments[index].take(isHeld, root: root)
      }
    }
    if !linked.isEmpty {
      for index in unknown where segments[index].names != 1 && isKnown(segments[index]) {
        segments[index].take(held(segments[index]), root: root)
      }
    }
    if !keepsAnswers { answers = [:] }
  }

  /// Asks again about some of the files that have an answer, if the last questions are some seconds old;
  /// returns whether an answer is another now.
  ///
  /// A process that opens or maps a file leaves no trace in its status. The next scan of processes can be far
  /// off: any user can make scans slow.
  mutating func renew(_ segments: [Segment], root: FilePath) -> Bool {
    guard !answers.isEmpty, ContinuousClock.now - asked >= interval else { return false }
    asked = .now
    let positions = segments.indices.filter {
      segments[$0].isInQuestion && isKnown(segments[$0])
    }
    guard !positions.isEmpty else { return false }
    let again = (0..<min(Self.mostAgain, positions.count)).map {
      positions[(next + $0) % positions.count]
    }
    next = (next + again.count) % positions.count
    guard let probe = LeaseProbe(root: root) else { return false }
    defer { probe.close() }
    let before = again.map { held(segments[$0]) }
    var linked: Set<UInt64> = []
    let (asked, questions) = Self.questions(about: again[...], of: segments, &linked)
    for (index, isHeld) in zip(asked, probe.areHeld(questions)) { note(isHeld, segments[index]) }
    return before != again.map { held(segments[$0]) }
  }

  /// The latest answer about a segment.
  private func held(_ segment: Segment) -> Bool? {
    segment.file.flatMap { answers[$0.inode]?.isHeld }
  }

  /// Whether there is an answer, and the segment is as it was then.
  private func isKnown(_ segment: Segment) -> Bool {
    guard let file = segment.file, let answer = answers[file.inode] else { return false }
    return answer.change == segment.times.change
  }

  /// Keeps an answer for later, or for the other names of the same file.
  private mutating func note(_ isHeld: Bool?, _ segment: Segment) {
    guard let file = segment.file, keepsAnswers || segment.names != 1 else { return }
    answers[file.inode] = Answer(change: segment.times.change, isHeld: isHeld)
  }

  /// The questions about some segments, with their places.
  ///
  /// A file with several names is asked about once, and then is among `linked`: two questions at a time
  /// disturb each other.
  private static func questions(
    about positions: ArraySlice<Int>, of segments: [Segment], _ linked: inout Set<UInt64>
  ) -> (asked: [Int], [LeaseProbe.Question]) {
    var asked: [Int] = []
    var questions: [LeaseProbe.Question] = []
    asked.reserveCapacity(positions.count)
    questions.reserveCapacity(positions.count)
    for index in positions {
      guard case .posix(let name, let file) = segments[index].identity,
        segments[index].names == 1 || linked.insert(file.inode).inserted
      else { continue }
      questions.append(LeaseProbe.Question(name, file))
      asked.append(index)
    }
    return (asked, questions)
  }

  /// Files that are asked about together; each takes some memory meanwhile.
  private static let mostAtOnce = 1 << 16
}

extension Segment {
  /// Whether it is a file with a name of which no holder is known.
  ///
  /// Another run of this program that asks the kernel has the file open for a moment. So a holder with the
  /// name of this program and without a mapping does not count as known.
  fileprivate var isInQuestion: Bool {
    guard case .posix = identity else { return false }
    return (holders ?? []).allSatisfy { $0.attachments == 0 && $0.command == Self.ownCommand }
  }

  private static let ownCommand = Array("shmtop".utf8)

  /// Takes the kernel's answer; `nil` is none.
  fileprivate mutating func take(_ isHeld: Bool?, root: FilePath) {
    guard let isHeld, let file else { return }
    if !isHeld, let seen = holders {
      // A lease does not show a descriptor that was opened with O_PATH.
      holders = seen.filter { $0.stillHolds(file, root: root) }
      attachments = 0
    }
    // If a holder is known, the kernel only confirms it, or does not count it.
    if holders?.isEmpty != false { isHeldAnywhere = isHeld }
  }
}

extension Holder {
  /// Whether its path still leads to a file; another run of this program has closed it by now.
  fileprivate func stillHolds(_ file: FileIdentity, root: FilePath) -> Bool {
    guard let path,
      let proc = try? DirectoryStream.open(root.appending("proc"))
    else { return false }
    defer { try? proc.close() }
    let found = try? FileStatus(ofTarget: path, in: proc).identity
    return found?.device == file.device && found?.inode == file.inode
  }
}
