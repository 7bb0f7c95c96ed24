package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says what a change did: `resized from 4096 to 8192 bytes`.
  package init(
    _ outcome: SegmentChange.Outcome, on segment: Segment, _ format: FormatOptions
  ) {
    switch outcome {
    case .resized(let old, let size):
      self =
        size == old
        ? "\(counted: size, "byte"), as before"
        : "resized from \(old) to \(counted: size, "byte")"
    case .access(let before, let after): self.init(before, to: after, format)
    case .locked(let isLocked, let wasLocked):
      self.init(locked: isLocked, wasLocked, of: segment)
    }
  }
}
