internal import ArgumentParser
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory

/// `shmtop lock`: keeps the pages of a System V segment in RAM.
struct LockSegment: SegmentCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Keep the pages of a System V segment in RAM.",
    discussion: """
      Locked is not resident: pages that are in RAM now stay there, and others stay once a program has \
      touched them. No other kind of segment has such a lock: a program that maps one calls mlock(2).

      Without CAP_IPC_LOCK, RLIMIT_MEMLOCK limits what a user may lock. Only the owner, the creator and \
      root may lock a segment.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @OptionGroup var options: ChangeOptions

  func run() throws { try SegmentLockRun(segment: segment, options: options).set(true) }
}

/// `shmtop unlock`: lets the pages of a System V segment be swapped out again.
struct UnlockSegment: SegmentCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock",
    abstract: "Let the pages of a System V segment be swapped out again.")

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @OptionGroup var options: ChangeOptions

  func run() throws { try SegmentLockRun(segment: segment, options: options).set(false) }
}

/// What `lock` and `unlock` have in common.
private struct SegmentLockRun {
  let segment: String
  let options: ChangeOptions

  func set(_ isLocked: Bool) throws {
    try options.protection.refuseIfReadOnly(isLocked ? "lock" : "unlock")
    let chosen = try ChosenSegment(segment)
    let outcome = try chosen.make(.lock(isLocked), options)
    var lines = ResultLines()
    lines.write("\(chosen.name): \(DisplayText(outcome, on: chosen.segment, chosen.format))")
    try lines.conclude()
  }
}
