internal import Contents
package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says why a segment is not held, in one sentence without a full stop.
  package init(_ problem: SegmentHold.Problem, of segment: Segment, _ format: FormatOptions) {
    switch problem {
    case .notFound(let error): self.init(error, of: segment, format)
    case .wouldDestroy:
      self = """
        letting go would destroy it: kernel.shm_rmid_forced is on and no process has it attached
        """
    }
  }

  /// What a hold changes, as a verb phrase.
  package init(effectsOfHolding segment: Segment) {
    let cost = SegmentHold.sideEffects(on: segment)
    self = segment.kind == .systemV ? cost.text : "adds a descriptor and a mapping"
    if cost == .accessTime { append("; \(cost.text)") }
  }
}
