internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop dump`: the bytes of one segment.
struct Dump: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the bytes of a segment, or save them to a file.",
    discussion: """
      The hex format is that of 'hexdump -C'. Holes, which have no memory behind them, are printed as \
      zeros without being read; a raw FILE has holes in the same places. FILE must not exist yet. If \
      OFFSET is past the end, only a message is printed.

      Reading leaves no trace if possible. If it has a side effect (see --accept), dump asks first on \
      a terminal, and refuses without one.

      OFFSET and LENGTH are numbers of bytes: 4096, 0x1000, 4K, 1M, 2G.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @Option(
    parsing: .unconditional, help: "Start at this offset.", transform: TypedArgument.bytes)
  var offset: UInt64 = 0

  @Option(
    parsing: .unconditional, help: "Print at most this many bytes.", transform: TypedArgument.bytes)
  var length: UInt64?

  @Option(help: "Format: hex, or raw for unchanged bytes (never to a terminal).")
  var format = Format.hex

  @Option(
    name: [.customShort("O", allowingJoined: true), .long],
    help: ArgumentHelp("Write to this new file, with mode 0600.", valueName: "file"),
    completion: .file(),
    transform: { try FileArgument($0) })
  var output: FileArgument?

  @Option(
    help: ArgumentHelp(
      """
      Accept this side effect of reading without being asked: access-time (st_atime can change), \
      swap-in (pages in swap come back into RAM), attach (System V times and last PID change), \
      stay-attached (also, one attachment more during the dump) or make-pages (also, holes become memory). Each includes those before it.
      """, valueName: "effect"),
    completion: Completions.sideEffects,
    transform: { try ContentsConsent.cost($0) })
  var accept: AccessMethod.SideEffects = .nothing

  /// The format of the bytes.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case hex, raw
  }

  func validate() throws {
    if format == .raw && output == nil && StandardOutput.isTerminal {
      throw ValidationError(
        "Raw bytes are not written to a terminal; use --output FILE or a pipe.")
    }
  }

  func run() throws {
    let selection = try SegmentSelection.selection([segment])
    var snapshotReader = SnapshotReader()
    let snapshot = SegmentSelection.snapshot(for: selection, by: &snapshotReader)
    let (targets, _) = try SegmentSelection.resolve(selection, in: snapshot)
    guard let segment = targets.first else { throw ExitCode.failure }
    let (reader, size) = try ContentsConsent(
      segment: segment, format: FormatOptions(charset: .current, of: snapshot)
    ).open(accepting: accept)
    let name = DisplayText(segment.identity.id, in: .current)
    if offset > 0 && offset >= size {
      StandardError.complain("\(name): offset is past the end (\(size) bytes)")
    }
    // Like 'hexdump' at the end of a file, the last line shows the offset of the end.
    let start = min(offset, size)
    let end = start + min(length ?? .max, size - start)
    let run = DumpRun(segment: segment, name: name, reader: reader, range: start..<end)
    guard try write(run) else { throw ExitCode.failure }
  }

  /// Writes the bytes in the chosen format to the chosen place, and returns whether all went well.
  private func write(_ run: DumpRun) throws -> Bool {
    guard let output else {
      guard format == .hex else {
        var raw = RawOutput()
        return run.copy(into: &raw, to: "standard output")
      }
      return hex(run, to: "standard output", StandardOutput.stream)
    }
    var file = try output.create()
    guard format == .hex else { return run.copy(into: &file, to: output.name) }
    return hex(run, to: output.name, file.write)
  }

  private func hex(
    _ run: DumpRun, to place: DisplayText,
    _ drain: @escaping (UnsafeRawBufferPointer) throws(Errno) -> Void
  ) -> Bool {
    // If there are no bytes, not even the offset of the end is written.
    if length == 0 { return true }
    var dump = HexDump(from: run.range.lowerBound, drain)
    return run.copy(into: &dump, to: place)
  }
}
