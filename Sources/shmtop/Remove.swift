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

  @OptionGroup var segments: SegmentArguments

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only say what would be removed.")
  var dryRun = false

  func run() throws {
    let selection = try segments.selection()
    if !yes && !dryRun && !Question.canBeAsked {
      throw ValidationError("There is no terminal to ask on: --yes is needed.")
    }
    var collector = Collector()
    let isNameless = selection.contains { $0.selector.isNameless }
    let snapshot = collector.collect(isNameless ? [.users, .holders] : .users)
    let writing = Writing(charset: .current, of: snapshot)
    var (targets, allFound) = try SegmentArguments.resolve(selection, in: snapshot)
    if dryRun || !yes { try list(targets, writing) }
    if dryRun { targets = [] }
    if !targets.isEmpty && !yes && !Question.ask(removing: targets.count) {
      StandardError.write(line: "Nothing was removed.")
      throw ExitCode.failure
    }
    let allRemoved = targets.map { remove($0, writing) }.allSatisfy { $0 }
    if !allFound || !allRemoved { throw ExitCode.failure }
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
