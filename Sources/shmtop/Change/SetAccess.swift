internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop set`: sets the mode or the owner of a segment.
struct SetAccess: SegmentCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set the mode or the owner of a segment.",
    discussion: """
      It says what was so before and is so now. Processes that have the segment open or attached keep \
      their access. Only the owner, for System V also the creator, and root may do this. Only root may \
      give a file to another user; a System V segment may be given away, but its creator keeps the \
      rights of the owner.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @Option(
    help: ArgumentHelp("The new mode in octal digits, such as 0640.", valueName: "mode"),
    transform: TypedArgument.permissions)
  var mode: FilePermissions?

  @Option(
    help: ArgumentHelp("The new owner, as names or numbers.", valueName: "user[:group]"),
    completion: Completions.users,
    transform: TypedArgument.owner)
  var owner: NewOwner?

  @OptionGroup var options: ChangeOptions

  func validate() throws {
    if mode == nil && owner == nil {
      throw ValidationError("Give at least one of: --mode, --owner.")
    }
  }

  func run() throws {
    try options.protection.refuseIfReadOnly("set")
    let chosen = try ChosenSegment(segment)
    let change = AccessChange(owner: owner, permissions: mode)
    let outcome = try chosen.make(.access(change), options)
    guard case .access(let before, let after) = outcome else { return }
    var format = chosen.format
    format.accounts.lookUp(after.owner.user)
    format.accounts.lookUp(after.owner.group)
    var lines = ResultLines()
    lines.write("\(chosen.name): \(DisplayText(outcome, on: chosen.segment, format))")
    let hasList = (try? ChangeTarget.find(chosen.segment))?.hasAccessControlList == true
    let effects = DisplayText.effects(
      of: before, to: after, on: chosen.segment, hasList: hasList, format)
    for effect in effects {
      lines.write("  \(effect)")
    }
    try lines.conclude()
  }
}
