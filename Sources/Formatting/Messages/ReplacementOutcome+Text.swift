package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says what came of writing edited bytes, in one sentence without a full stop.
  package init(_ outcome: ReplacementOutcome, of segment: Segment, _ format: FormatOptions) {
    let count = outcome.written.reduce(0) { $0 + $1.after.count }
    switch outcome.problem {
    case nil: self = "\(counted: count, "byte") written and read back"
    case .changed(let bytes):
      self = count == 0 ? "nothing written" : "only \(counted: count, "byte") written"
      append(
        """
        : another program changed \(DisplayText(offsets: bytes.keys.sorted())); your edits are \
        kept, write again to see the new bytes
        """)
    case .overwritten(let bytes):
      self = """
        \(counted: count, "byte") written, but another program has overwritten \
        \(DisplayText(offsets: bytes.keys.sorted())) since
        """
    case .failed(let error):
      self.init(error, of: segment, format)
      if case .stopped = error { return }
      if count > 0 { append("; \(counted: count, "byte") written before") }
    }
  }

  /// The first of some offsets, and the number of the others.
  private init(offsets: [UInt64]) {
    self.init()
    for (index, offset) in offsets.prefix(Self.mostOffsets).enumerated() {
      append(literal: index == 0 ? "0x" : ", 0x")
      append(hex: offset)
    }
    if offsets.count > Self.mostOffsets { append(" and \(offsets.count - Self.mostOffsets) more") }
  }

  private static let mostOffsets = 3
}
