internal import ArgumentParser
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory

/// The segment that a command is about to change, as given on the command line.
struct ChosenSegment {
  let segment: Segment
  let snapshot: Snapshot
  let format: FormatOptions

  /// Its name in messages.
  var name: DisplayText { DisplayText(segment.identity.id, in: format.charset) }

  /// Finds the segment as `rm` does; reports an argument that matches none, and ends the program.
  ///
  /// Holders are found if `needs` has them, or if the argument is a segment without a name.
  init(
    _ argument: String, needs: SnapshotReader.Needs = [.users, .groups],
    assuming assumptions: Assumptions = Assumptions()
  ) throws {
    let selection = try SegmentSelection.selection([argument])
    var reader = SnapshotReader(assumptions: assumptions)
    snapshot = SegmentSelection.snapshot(for: selection, by: &reader, needs: needs)
    format = FormatOptions(charset: .current, of: snapshot)
    guard let found = try SegmentSelection.resolve(selection, in: snapshot).targets.first else {
      throw ExitCode.failure
    }
    segment = found
  }

  /// Calls `act` with the segment, if it is still the one that was found; reports an error, and ends
  /// the program.
  func change<Value>(
    _ act: (ChangeTarget) throws(ChangeError) -> Value
  ) throws(ExitCode) -> Value {
    do throws(ChangeError) { return try act(try ChangeTarget.find(segment)) } catch {
      throw refuse(DisplayText(error, of: segment, format))
    }
  }

  /// Makes a change, records it unless `options` forbid that, and returns what it did.
  func make(
    _ change: SegmentChange, _ options: ChangeOptions
  ) throws(ExitCode) -> SegmentChange.Outcome {
    let outcome = try self.change { target throws(ChangeError) in
      try change.make(on: target, of: segment)
    }
    record(outcome.act, options)
    return outcome
  }

  /// Says why it was not changed; returns the exit status.
  func refuse(_ reason: DisplayText) -> ExitCode {
    StandardError.complain("\(name): \(reason)")
    return .failure
  }

  /// Records an act in the system log, unless `options` forbid it.
  func record(_ act: Act, _ options: ChangeOptions) { options.record(act, segment, format) }
}
