internal import ArgumentParser
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// Segments as given on the command line.
enum SegmentSelection {
  /// The help on how to write a segment.
  static var help: ArgumentHelp {
    ArgumentHelp("\(forms.string).", valueName: "segment")
  }

  private static let forms: DisplayText = """
    posix:/NAME, /NAME, NAME, sysv:SHMID, SHMID, key:0xKEY, unlinked:DEV:INODE or memfd:DEV:INODE
    """

  /// The arguments and the selectors that they contain.
  typealias Selection = [(argument: DisplayText, selector: Selector)]

  /// Parses arguments; reports one that is not a selector, and ends the program.
  static func selection(_ arguments: [String]) throws -> Selection {
    try arguments.map { argument in
      let bytes = RawArguments.bytes(of: argument)
      guard let selector = Selector(bytes) else {
        throw StandardError.wrongUsage(
          "'\(DisplayText(typedID: bytes))' does not name a segment; write \(forms)")
      }
      return (DisplayText(typed: bytes, meaning: selector), selector)
    }
  }

  /// Reads what is needed to find the segments: processes are scanned only for those without a name.
  static func snapshot(
    for selection: Selection, by reader: inout SnapshotReader,
    needs: SnapshotReader.Needs = .users
  ) -> Snapshot {
    let named = reader.read(needs)
    if needs.contains(.holders) { return named }
    let index = SegmentIndex(named)
    let isFound = selection.allSatisfy {
      $0.selector.resolve(in: index) != .nothing || !$0.selector.canBeUnlinked
    }
    return isFound ? named : reader.read(needs.union(.holders))
  }

  /// Finds the segments, each once, and reports arguments that match none.
  ///
  /// Throws if one argument could mean two segments.
  static func resolve(
    _ selection: Selection, in snapshot: Snapshot
  ) throws -> (targets: [Segment], allFound: Bool) {
    var targets: [Segment] = []
    var known: Set<SegmentID> = []
    var complaints: [DisplayText] = []
    var notes: [DisplayText] = []
    let index = SegmentIndex(snapshot)
    for (argument, selector) in selection {
      switch selector.resolve(in: index) {
      case .segment(let segment):
        if case .unlinked = segment.identity, selector.name != nil {
          notes.append(
            "\(argument): the name is gone; \(DisplayText(segment.identity.id, in: .current)) had it"
          )
        }
        if known.insert(segment.identity.id).inserted { targets.append(segment) }
      case .ambiguous(let segments):
        var text: DisplayText = "'\(argument)' could mean "
        for (index, segment) in segments.enumerated() {
          if index > 0 { text.append(literal: " or ") }
          text.append(segment.identity.id, in: .current)
        }
        throw StandardError.wrongUsage(text)
      case .other(let other):
        complaints.append("\(argument): is a \(other.typeText), not a segment; left alone")
      case .nothing:
        complaints.append(message(forMissing: selector, argument, in: snapshot))
      }
    }
    // Reported only now, because after wrong usage nothing else may be printed.
    reportProblems(of: snapshot)
    (notes + complaints).forEach(StandardError.complain)
    return (targets, complaints.isEmpty)
  }

  /// Reports what could not be read, and returns whether everything could.
  @discardableResult static func reportProblems(of snapshot: Snapshot) -> Bool {
    let problems = snapshot.problems.filter { !$0.isMinor }
    for problem in problems { StandardError.complain(DisplayText(problem, in: .current)) }
    return problems.isEmpty
  }

  /// The message that there is no such segment, or that its directory or processes could not be
  /// read.
  private static func message(
    forMissing selector: Selector, _ argument: DisplayText, in snapshot: Snapshot
  ) -> DisplayText {
    if selector.needsHolders, let scan = snapshot.scan, !scan.isComplete {
      let scanned = DisplayText(summaryOf: scan, now: snapshot.timestamp)
      return "\(argument): not found among the processes that could be read (\(scanned))"
    }
    guard let unread = snapshot.problem(hiding: selector) else {
      return "\(argument): no such segment"
    }
    return "\(argument): cannot be found: \(DisplayText(unread, in: .current))"
  }
}

extension Snapshot {
  /// The problem because of which it is not known whether there is such a segment; `nil` if that is known.
  func problem(hiding selector: Selector) -> ReadProblem? {
    let hidingName = selector.name.flatMap { problem(hiding: $0) }
    switch selector {
    case .shmID, .key, .bare(_, _?): return hidingName ?? problemHidingSystemV
    case .name, .unlinked, .bare(_, nil): return hidingName
    }
  }
}

extension DisplayText {
  /// A segment in a message, so that it can be pasted back: as typed, or as `posix:/NAME` if the name needs
  /// escapes.
  ///
  /// Escapes are read after `posix:` only.
  fileprivate init(typed bytes: [UInt8], meaning selector: Selector) {
    self.init(escaping: bytes, in: .current)
    guard utf8 != bytes, let name = selector.name else { return }
    self = "posix:"
    append(name, in: .current)
  }

  /// An ID as it was typed, whose backslashes are not escaped again.
  fileprivate init(typedID bytes: [UInt8]) {
    self.init()
    let parts = bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 { append(literal: "\\") }
      append(escaping: part, in: .current)
    }
  }
}
