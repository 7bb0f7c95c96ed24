private import Glibc
internal import Kernel

/// Bytes of a segment that are to be replaced, and those that must stand there until then.
package struct ByteReplacement: Hashable, Sendable {
  package let offset: UInt64
  package let before: [UInt8]
  package let after: [UInt8]

  /// A replacement of `before` by `after`, which has as many bytes.
  package init(at offset: UInt64, of before: [UInt8], by after: [UInt8]) {
    self.offset = offset
    self.before = before
    self.after = after
  }

  package var range: Range<UInt64> { offset..<(offset + UInt64(after.count)) }
}

/// What came of some replacements.
package struct ReplacementOutcome: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// These bytes stand at these offsets in place of those expected. What follows was not written.
    case changed([UInt64: UInt8])
    /// All was written; by now these bytes stand at these offsets.
    case overwritten([UInt64: UInt8])
    /// The error at which it ended.
    case failed(WriteError)
  }

  /// What was written; of the last one perhaps only the first bytes.
  package var written: [ByteReplacement] = []
  /// `nil` if all was written, and stands there.
  package var problem: Problem?

  package init(written: [ByteReplacement] = [], _ problem: Problem? = nil) {
    self.written = written
    self.problem = problem
  }
}

extension SegmentWriter {
  /// Replaces bytes if all those expected are there; otherwise writes nothing.
  ///
  /// If one changes during the write, stops there: see ``ReplacementOutcome/written``.
  /// Each part is compared again just before it is written, and all are read again at the end. Signals that
  /// end or stop the program wait until all are written.
  ///
  /// Why: Decisions/101-bytes-are-edited-in-the-monitor.md
  package func replace(_ replacements: [ByteReplacement]) -> ReplacementOutcome {
    var outcome = ReplacementOutcome()
    do throws(WriteError) {
      let changed = try differences(replacements, from: \.before)
      guard changed.isEmpty else { return ReplacementOutcome(.changed(changed)) }
      try DelayedSignals.perform(delaying: DelayedSignals.ends + DelayedSignals.stops) {
        () throws(WriteError) in
        for replacement in replacements { try write(replacement, &outcome) }
      }
      let overwritten = try differences(replacements, from: \.after)
      if !overwritten.isEmpty { outcome.problem = .overwritten(overwritten) }
    } catch {
      outcome.problem = .failed(error)
      // The bytes are others since the first look.
      if error == .unexpected,
        let changed = try? differences(
          Array(replacements.dropFirst(outcome.written.count)), from: \.before)
      {
        outcome.problem = .changed(changed)
      }
    }
    return outcome
  }

  private func write(
    _ replacement: ByteReplacement, _ outcome: inout ReplacementOutcome
  ) throws(WriteError) {
    do throws(WriteError) {
      try write(replacement.after, at: replacement.offset, expecting: replacement.before)
    } catch {
      if case .stopped(let count, _) = error, count > 0 {
        outcome.written.append(
          ByteReplacement(
            at: replacement.offset, of: Array(replacement.before.prefix(count)),
            by: Array(replacement.after.prefix(count))))
      }
      throw error
    }
    outcome.written.append(replacement)
  }

  /// The bytes that stand there now and differ from those of the replacements.
  private func differences(
    _ replacements: [ByteReplacement], from bytes: (ByteReplacement) -> [UInt8]
  ) throws(WriteError) -> [UInt64: UInt8] {
    var differences: [UInt64: UInt8] = [:]
    for replacement in replacements {
      let found = try read(replacement.range)
      for (index, (now, expected)) in zip(found, bytes(replacement)).enumerated()
      where now != expected {
        differences[replacement.offset + UInt64(index)] = now
      }
    }
    return differences
  }
}
