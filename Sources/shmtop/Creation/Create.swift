internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop create`: creates a segment.
struct Create: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Create a segment, and print its ID.",
    discussion: """
      An existing segment is never replaced. A POSIX segment gets its name when it is complete, so that \
      no program sees a part of it, and a killed create leaves nothing. A System V segment that begins \
      with the bytes of FILE has mode 0000 until it is complete.

      Memory is allocated when a program writes to it. If /dev/shm has no room then, the program ends \
      with SIGBUS; with --reserve, create itself fails instead.

      FILE keeps its holes. A symbolic link, and a file that another user owns or may write to, is \
      refused. SIZE is a number of bytes: 4096, 0x1000, 4K, 1M, 2G.
      """)

  @Argument(
    help: ArgumentHelp(
      "posix:/NAME, /NAME, sysv:KEY, or sysv for a segment without a key.", valueName: "name"),
    completion: Completions.newSegments,
    transform: TypedArgument.newName)
  var name: SegmentMetadata.Name

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Its size; by default that of FILE.", valueName: "size"),
    transform: TypedArgument.bytes)
  var size: UInt64?

  @Option(
    help: ArgumentHelp(
      "Its mode in octal digits, whatever the umask is; by default 0600.", valueName: "mode"),
    transform: TypedArgument.permissions)
  var mode: FilePermissions = .ownerReadWrite

  @Option(
    help: ArgumentHelp(
      "Its owner, as names or numbers; by default you.", valueName: "user[:group]"),
    completion: Completions.users,
    transform: TypedArgument.owner)
  var owner: NewOwner?

  @Flag(help: "Allocate all memory of a POSIX segment now.")
  var reserve = false

  @Option(
    help: ArgumentHelp("Begin with the bytes of this file.", valueName: "file"),
    completion: .file(),
    transform: { FilePath().appending(bytes: RawArguments.bytes(of: $0)) })
  var from: FilePath?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Use huge pages of this size, such as 2M, for a System V segment.", valueName: "size"),
    transform: TypedArgument.bytes)
  var huge: UInt64?

  @Flag(name: [.customShort("J"), .long], help: "Print everything about the segment as JSON.")
  var json = false

  @OptionGroup var options: ChangeOptions

  func validate() throws {
    if size == nil && from == nil { throw ValidationError("Give one of: --size, --from.") }
    switch name {
    case .posix:
      if huge != nil { throw ValidationError("--huge is for System V segments.") }
    case .systemV:
      if reserve { throw ValidationError("--reserve is for POSIX segments.") }
      if size == 0 { throw ValidationError("A System V segment has at least one byte.") }
    }
    if let huge, huge.nonzeroBitCount != 1 {
      throw ValidationError("The size of a huge page is a power of two, such as 2M.")
    }
  }

  func run() throws {
    try options.protection.refuseIfReadOnly("create")
    // An interrupt would otherwise leave a partial System V segment behind.
    Interrupt.listen()
    let file = try from.map { path throws(ExitCode) in try open(path) }
    let size = size ?? file?.size ?? 0
    if let file, file.size > size {
      throw refuse("the file has \(counted: file.size, "byte"), more than --size")
    }
    let request = Creation.Request(
      name: name, size: size, permissions: mode, owner: owner, isReserved: reserve, hugePage: huge)
    let free = ShmFileSystem.free()
    let segment: Segment
    do throws(Creation.Refusal) {
      segment = try Creation.create(request, from: file?.reader) { !Interrupt.isRequested }
    } catch {
      throw refuse(DisplayText(error, of: request, in: .current))
    }
    let format = FormatOptions(charset: .current, now: .now, accounts: Accounts())
    options.record(.created, segment, format)
    if case .posix = name, !reserve, let free, size > free {
      StandardError.complain(
        "\(DisplayText(wanted: name, in: .current)): \(DisplayText(missing: size, aboveFree: free))"
      )
    }
    try report(segment.identity.id)
  }

  /// Opens the file to begin with.
  private func open(_ path: FilePath) throws(ExitCode) -> (reader: ContentsReader, size: UInt64) {
    do throws(PathRefusal) {
      let reader = try ContentsReader.open(file: path)
      return (reader, try reader.certainSize(of: path))
    } catch {
      StandardError.complain(DisplayText(error, in: .current))
      throw .failure
    }
  }

  /// Prints the ID, or the JSON that `show` prints; says what was created if that cannot be written.
  private func report(_ id: SegmentID) throws(ExitCode) {
    let created: DisplayText =
      "\(DisplayText(id, in: .current)): was created, but this could not be written"
    guard json else {
      var lines = ResultLines()
      lines.write(DisplayText(id, in: .current), orSay: created)
      return try lines.conclude()
    }
    var reader = SnapshotReader(readsOnce: true)
    let snapshot = reader.read(.all)
    let positions = snapshot.segments.indices.filter { snapshot.segments[$0].identity.has(id) }
    do throws(ExitCode) {
      try StandardOutput.print { () throws(Errno) in
        try snapshot.writeJSON(segmentsAt: positions, StandardOutput.write)
      }
    } catch {
      StandardError.complain(created)
      throw error
    }
  }

  private func refuse(_ reason: DisplayText) -> ExitCode {
    StandardError.complain("\(DisplayText(wanted: name, in: .current)): \(reason)")
    return .failure
  }
}
