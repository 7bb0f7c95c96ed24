internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Kernel
internal import Monitor
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop write`: writes bytes into a segment.
struct Write: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write bytes into a segment, in place and within its size.",
    discussion: """
      It shows the bytes that stand there and those that it will write, asks, writes, and reads them \
      back. Without a terminal, --yes is required. If the bytes would not all fit, none is written.

      With --expect, it writes only if these bytes stand there just before. Another process can still \
      write in between: no call of the kernel compares and writes at once.

      A System V segment is attached for a moment, unless you are root and a process has it attached; \
      see --accept.

      OFFSET is a number of bytes: 4096, 0x1000, 4K. BYTES are hexadecimal digits and quoted text: \
      7f 45 4c 46, 7f454c46, 0x7f45 or '"text" 00'.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Write at this offset.", valueName: "offset"),
    transform: TypedArgument.bytes)
  var offset: UInt64

  @Option(
    help: ArgumentHelp("Write these bytes.", valueName: "bytes"),
    transform: { try Self.bytes($0) })
  var hex: [UInt8]?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write this text as it is, without a zero byte at its end.", valueName: "text"),
    transform: { RawArguments.bytes(of: $0) })
  var text: [UInt8]?

  @Option(
    help: ArgumentHelp("Write the bytes of this file.", valueName: "file"), completion: .file(),
    transform: { FilePath().appending(bytes: RawArguments.bytes(of: $0)) })
  var from: FilePath?

  @Option(
    help: ArgumentHelp(
      "Write only if these bytes stand at the offset now.", valueName: "bytes"),
    transform: { try Self.bytes($0) })
  var expect: [UInt8]?

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      """
      Accept this side effect without being asked: attach (System V times and last PID change); see \
      'shmtop help dump'.
      """, valueName: "effect"),
    completion: Completions.sideEffects,
    transform: { try ContentsConsent.cost($0) })
  var accept: AccessMethod.SideEffects = .nothing

  @OptionGroup var options: ChangeOptions

  func validate() throws {
    guard [hex != nil, text != nil, from != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of: --hex, --text, --from.")
    }
    if text?.isEmpty == true { throw ValidationError("There is nothing to write.") }
  }

  func run() throws {
    _ = try SegmentSelection.selection([segment])
    try options.protection.refuseIfReadOnly("write")
    if !yes && !Confirmation.canBeAsked {
      throw StandardError.wrongUsage("cannot ask without a terminal; use --yes to write")
    }
    let chosen = try ChosenSegment(segment)
    let writer = try open(chosen, accepting: accept)
    try attempt(chosen) { () throws(WriteError) in try writer.check() }
    let bytes = try hex ?? text ?? read(from, for: chosen)
    let range = offset..<(offset + UInt64(bytes.count))
    let before = try attempt(chosen) { () throws(WriteError) in
      guard SegmentWriter.fits(bytes.count, at: offset, in: .init(Int64.max)) else {
        throw .beyondEnd(size: chosen.segment.size)
      }
      return try writer.read(range)
    }
    try attempt(chosen) { () throws(WriteError) in
      guard let expect else { return }
      let found = try writer.read(offset..<(offset + UInt64(expect.count)))
      if found != expect { throw .unexpected }
    }
    StandardError.write(line: "\(chosen.name): \(counted: bytes.count, "byte") at \(offset)")
    ShownBytes(heading: "before", bytes: before, offset: offset).write()
    ShownBytes(heading: "after", bytes: bytes, offset: offset).write()
    if !yes {
      guard Confirmation.ask("Write them") else { throw chosen.refuse("nothing was written") }
      // Another segment can have taken its name while the question was open.
      try chosen.change { _ throws(ChangeError) in }
    }
    // A question was answered for the bytes that it showed.
    let expected = yes || (expect?.count ?? 0) > before.count ? expect : before
    try attempt(chosen) { () throws(WriteError) in
      do throws(WriteError) { try writer.write(bytes, at: offset, expecting: expected) } catch {
        if case .stopped(let count, _) = error, count > 0 {
          chosen.record(.written(offset..<(offset + UInt64(count))), options)
        }
        throw error
      }
    }
    chosen.record(.written(range), options)
    try report(
      try attempt(chosen) { () throws(WriteError) in try writer.read(range) }, chosen, bytes)
  }

  /// Says what stands there after the write.
  private func report(_ after: [UInt8], _ chosen: ChosenSegment, _ bytes: [UInt8]) throws {
    var lines = ResultLines()
    lines.write("\(chosen.name): \(counted: bytes.count, "byte") written at \(offset)")
    guard after == bytes else {
      ShownBytes(heading: "now", bytes: after, offset: offset).write()
      throw chosen.refuse("another process has written there since")
    }
    try lines.conclude()
  }

  /// Opens the segment; if writing has other effects, only with the user's consent.
  private func open(
    _ chosen: ChosenSegment, accepting accepted: AccessMethod.SideEffects
  ) throws(ExitCode) -> SegmentWriter {
    do throws(WriteError) {
      return try SegmentWriter.open(chosen.segment, accepting: accepted)
    } catch {
      let words = DisplayText(error, of: chosen.segment, chosen.format)
      guard case .hasSideEffects(let cost) = error else { throw chosen.refuse(words) }
      guard Confirmation.canBeAsked && !yes else {
        throw chosen.refuse("\(words); '--accept \(cost.word)' allows it")
      }
      guard Confirmation.ask("\(chosen.name): \(words). Go on") else {
        throw chosen.refuse("nothing was written")
      }
      return try open(chosen, accepting: cost)
    }
  }

  /// The bytes of the file, unless it is larger than the segment or than can be shown and compared.
  private func read(_ path: FilePath?, for chosen: ChosenSegment) throws(ExitCode) -> [UInt8] {
    guard let path else { return [] }
    let (most, size, bytes): (UInt64, UInt64, [UInt8])
    do throws(PathRefusal) {
      let reader = try ContentsReader.open(file: path)
      (most, size) = (chosen.segment.size, try reader.certainSize(of: path))
      do throws(Errno) {
        bytes = size <= min(most, Self.mostBytes) ? try reader.read(at: 0, count: Int(size)) : []
      } catch {
        throw .failed(path, error)
      }
    } catch {
      throw chosen.refuse(DisplayText(error, in: .current))
    }
    if size > most { throw chosen.refuse("it ends at \(most); nothing was written") }
    if size > Self.mostBytes {
      throw chosen.refuse("the file is larger than \(spelling: Self.mostBytes); write it in parts")
    }
    if bytes.isEmpty { throw chosen.refuse("there is nothing to write") }
    return bytes
  }

  /// The bytes that are there and those that are written are in memory at the same time.
  private static let mostBytes: UInt64 = 64 << 20

  private func attempt<Value>(
    _ chosen: ChosenSegment, _ act: () throws(WriteError) -> Value
  ) throws(ExitCode) -> Value {
    do throws(WriteError) { return try act() } catch {
      throw chosen.refuse(DisplayText(error, of: chosen.segment, chosen.format))
    }
  }

  private static func bytes(_ argument: String) throws -> [UInt8] {
    guard let bytes = try? TypedBytes.parse(RawArguments.bytes(of: argument)) else {
      throw ValidationError("expected bytes, such as '7f 45 4c 46', 7f454c46 or 0x7f45.")
    }
    return bytes
  }
}
