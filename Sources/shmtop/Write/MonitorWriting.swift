internal import Contents
internal import Formatting
internal import Kernel
internal import Monitor
internal import Operations
internal import SafeText
internal import SharedMemory

/// Writes the bytes that were edited in the monitor.
struct MonitorWriting: Sendable {
  /// Whether writes are kept out of the system's log.
  let isUnrecorded: Bool
  let charset: Charset

  /// The error that writing to a segment would throw, as far as that is known before; `nil` if none is.
  static func obstacle(
    to segment: Segment, accepting accepted: AccessMethod.SideEffects
  ) -> WriteError? {
    do throws(WriteError) {
      try SegmentWriter.open(segment, accepting: accepted).check()
      return nil
    } catch {
      return error
    }
  }

  /// Writes bytes if those that the user saw still stand there, and records what was written.
  func write(
    _ replacements: [ByteReplacement], to segment: Segment,
    accepting accepted: AccessMethod.SideEffects
  ) -> Event {
    let outcome: ReplacementOutcome
    do throws(WriteError) {
      outcome = try SegmentWriter.open(segment, accepting: accepted).replace(replacements)
    } catch {
      outcome = ReplacementOutcome(.failed(error))
    }
    record(outcome.written, in: segment)
    return .wrote(segment, replacements, outcome)
  }

  private func record(_ written: [ByteReplacement], in segment: Segment) {
    guard !isUnrecorded, !written.isEmpty else { return }
    var reader = SnapshotReader()
    let format = FormatOptions(charset: charset, of: reader.read(.users))
    var log = AuditLog()
    for replacement in written {
      log.record(
        act: DisplayText(
          recordOf: .written(replacement.range), segment, by: .current, format))
    }
  }
}
