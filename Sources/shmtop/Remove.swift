internal import ArgumentParser
internal import Escaping
internal import Presentation
internal import SharedMemory
internal import SystemPackage

/// `shmtop rm`: removes the segments that are named.
struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove segments.",
    discussion: """
      What is removed cannot be found any more; its memory goes when nobody holds it. Asks first \
      on a terminal; without one, --yes is needed.
      """)

  @Argument(
    help: ArgumentHelp(
      "posix:/NAME, /NAME, NAME, sysv:NUMBER, NUMBER or key:0xKEY.", valueName: "segment"))
  var segments: [String]

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be removed.")
  var dryRun = false

  func run() throws {
    let selectors = try segments.map { argument in
      let bytes = RawArguments.bytes(of: argument)
      guard let selector = Selector(bytes) else {
        throw ValidationError("'\(argument)' names no segment.")
      }
      return (argument: DisplayText(escaping: bytes, in: .current), selector: selector)
    }
    if !yes && !dryRun && !Question.canBeAsked {
      throw ValidationError("There is no terminal to ask on: --yes is needed.")
    }
    var collector = Collector()
    let isNameless = selectors.contains { $0.selector.isNameless }
    let snapshot = collector.collect(isNameless ? [.users, .holders] : .users)
    let writing = Writing(charset: .current, of: snapshot)
    var (targets, allFound) = try resolve(selectors, in: snapshot)
    if dryRun || !yes { try list(targets, writing) }
    if dryRun { targets = [] }
    if !targets.isEmpty && !yes && !Question.ask(removing: targets.count) {
      StandardError.write(line: "Nothing was removed.")
      throw ExitCode.failure
    }
    let allRemoved = targets.map { remove($0, writing) }.allSatisfy { $0 }
    if !allFound || !allRemoved { throw ExitCode.failure }
  }

  /// Finds what the selectors mean; complains of those that mean nothing.
  private func resolve(
    _ selectors: [(argument: DisplayText, selector: Selector)], in snapshot: Snapshot
  ) throws -> (targets: [Segment], allFound: Bool) {
    var targets: [Segment] = []
    var known: Set<SegmentID> = []
    var complaints: [DisplayText] = []
    let index = SegmentIndex(snapshot)
    for (argument, selector) in selectors {
      switch selector.meaning(in: index) {
      case .segment(let segment):
        if known.insert(segment.identity.id).inserted { targets.append(segment) }
      case .ambiguous(let segments):
        let ids = segments.map { DisplayText($0.identity.id, in: .current).string }
        throw ValidationError(
          "'\(argument.string)' could mean \(ids.joined(separator: " or ")).")
      case .other(let other):
        complaints.append("\(argument): is a \(other.typeText) and no segment; left alone")
      case .nothing:
        complaints.append(words(forMissing: selector, argument, in: snapshot))
      }
    }
    // Only now: wrong usage does nothing at all.
    for problem in snapshot.problems where !problem.isMinor {
      StandardError.complain(DisplayText(problem, in: .current))
    }
    complaints.forEach(StandardError.complain)
    return (targets, complaints.isEmpty)
  }

  /// Says that nothing is called so, or that the place where it would be could not be read.
  private func words(
    forMissing selector: Selector, _ argument: DisplayText, in snapshot: Snapshot
  ) -> DisplayText {
    let unread = snapshot.problems.first { problem in
      guard let name = selector.name, let place = problem.directory else { return false }
      return name.bytes.starts(with: place + [UInt8(ascii: "/")])
    }
    guard let unread else { return "\(argument): no such segment" }
    return "\(argument): cannot look: \(DisplayText(unread, in: .current))"
  }

  private func list(_ targets: [Segment], _ writing: Writing) throws {
    guard !targets.isEmpty else { return }
    let table = TextTable(
      fields: [.id, .owner, .size, .allocated, .attachments, .status, .age])
    do throws(Errno) {
      try StandardOutput.write(table.bytes(of: targets, at: Array(targets.indices), writing))
    } catch {
      StandardError.complain(standardOutput: error)
      throw ExitCode.failure
    }
  }

  /// Removes one segment and says so, or why not.
  private func remove(_ segment: Segment, _ writing: Writing) -> Bool {
    var text = DisplayText(segment.identity.id, in: .current)
    do throws(RemovalRefusal) {
      let attachments = try Removal.remove(segment.identity)
      text.append(words: ": removed")
      if let attachments, attachments > 0 {
        text.append(words: "; ")
        text.append(memoryGoesWith: attachments)
      }
      StandardOutput.report(line: text)
      return true
    } catch {
      text.append(words: ": ")
      text.append(DisplayText(error, of: segment, writing))
      // What went by itself since it was found is not there, as was wanted.
      if error == .gone { StandardOutput.report(line: text) } else { StandardError.complain(text) }
      return error == .gone
    }
  }
}
