internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory

/// `shmtop resize`: sets the size of a segment.
struct Resize: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set the size of a segment.",
    discussion: """
      A segment can grow while it is in use; programs see the new part once they map it again. It is \
      made smaller only with --yes, and only if the kernel says that nothing holds it: a program that \
      touches what was cut off ends with SIGBUS. It is refused if another program changes the size \
      meanwhile.

      A System V segment and a semaphore have one size for ever, and the seals of a memfd can fix its size. SIZE is a \
      number of bytes: 4096, 0x1000, 4K, 1M, 2G.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @Argument(help: "Its new size.", transform: TypedArgument.bytes)
  var size: UInt64

  @Flag(name: .shortAndLong, help: "Make it smaller, if nothing holds it.")
  var yes = false

  @OptionGroup var trust: AssumptionOptions

  @OptionGroup var options: ChangeOptions

  func run() throws {
    try options.protection.refuseIfReadOnly("resize")
    let chosen = try ChosenSegment(
      segment, needs: [.users, .groups, .holders], assuming: trust.assumptions)
    try chosen.change { target throws(ChangeError) in
      try Resizing.check(target, of: chosen.segment, to: size)
    }
    if size < chosen.segment.size && !yes {
      throw StandardError.wrongUsage(
        "\(chosen.name): the bytes from \(size) on would be lost; use --yes to make it smaller")
    }
    let free = chosen.segment.kind == .memfd ? nil : ShmFileSystem.free()
    let outcome = try chosen.make(.resize(to: size), options)
    let missing = size - min(size, chosen.segment.allocated ?? 0)
    if case .resized(let old, _) = outcome, size > old, let free, missing > free {
      StandardError.complain("\(chosen.name): \(DisplayText(missing: missing, aboveFree: free))")
    }
    var lines = ResultLines()
    lines.write("\(chosen.name): \(DisplayText(outcome, on: chosen.segment, chosen.format))")
    try lines.conclude()
  }
}
