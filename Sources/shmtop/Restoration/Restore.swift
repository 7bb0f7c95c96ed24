internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop restore`: restores segments that were saved before they were removed.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restore segments that 'rm --save' saved.",
    discussion: """
      FILE is the .json or the .raw file; the other must be beside it. The segment gets back its name \
      or key, its size, bytes and mode and, if permitted, its owner, creator, access control list and \
      extended attributes. If some of these are not permitted, its mode is narrowed so that no user \
      gains access, and a message says so. An existing segment with that name or key is never \
      replaced. A System V segment gets a new SHMID.

      First, restore says which owner and mode each segment will have. If a segment will belong to \
      another user, it asks for confirmation; without a terminal, --yes is required. Files and \
      directories that another user owns or may write to are refused.
      """)

  @Argument(
    help: ArgumentHelp("A file that 'rm --save' wrote.", valueName: "file"),
    completion: .file(),
    transform: { try SavedSegment($0) })
  var files: [SavedSegment]

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @OptionGroup var options: ChangeOptions

  func run() throws {
    try options.protection.refuseIfReadOnly("restore")
    // An interrupt would otherwise leave a partial System V segment behind.
    Interrupt.listen()
    let found = files.compactMap { $0.read() }
    announce(found.map(\.metadata))
    let others = found.count { $0.metadata.isMadeForOther }
    if others > 0 && !yes {
      guard Confirmation.canBeAsked else {
        throw StandardError.wrongUsage(
          "a segment will belong to another user, and there is no terminal to ask on; use --yes")
      }
      guard Confirmation.ask("Restore \(counted: others, "segment") for other users") else {
        StandardError.write(line: "Nothing was restored.")
        throw ExitCode.failure
      }
    }
    var lines = ResultLines()
    var log = options.noLog ? AuditLog.off : AuditLog()
    let restored = found.count { $0.restore(&lines, log: &log) }
    log.complainIfStuck()
    try lines.conclude()
    if restored < files.count { throw ExitCode.failure }
  }

  /// Says what will be made.
  private func announce(_ all: [SegmentMetadata]) {
    var accounts = Accounts()
    for metadata in all {
      for owner in [metadata.owner, metadata.creator].compactMap(\.self) {
        accounts.lookUp(owner.user)
        accounts.lookUp(owner.group)
      }
    }
    let format = FormatOptions(charset: .current, now: .now, accounts: accounts)
    for metadata in all { StandardError.write(line: DisplayText(making: metadata, format)) }
  }
}

extension SavedSegment.Found {
  /// Restores the segment, prints the result, and returns whether all properties were restored.
  func restore(_ lines: inout ResultLines, log: inout AuditLog) -> Bool {
    do throws(SavedSegment.Problem) {
      let (metadata, bytes) = try segment.open()
      guard metadata == self.metadata else {
        throw .init(segment.facts, "not restored: it has just changed")
      }
      do throws(Restoration.Refusal) {
        let (id, warnings) = try Restoration.restore(metadata, from: bytes) {
          !Interrupt.isRequested
        }
        log.record(act: DisplayText(recordOfRestoring: metadata, as: id, by: .current))
        let name = DisplayText(id, in: .current)
        lines.write("\(name): restored")
        if metadata.checksum == nil {
          StandardError.complain("\(name): its bytes were not checked: the copy has no checksum")
        }
        for shortfall in warnings {
          StandardError.complain("\(name): \(DisplayText(shortfall, in: .current))")
        }
        return warnings.isEmpty
      } catch {
        throw .init(segment.facts, DisplayText(error, of: metadata, in: .current))
      }
    } catch {
      StandardError.complain(error.text)
      return false
    }
  }
}
