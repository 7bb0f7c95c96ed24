internal import SafeText
internal import SharedMemory

extension Field {
  package static let size = sized("SIZE", "bytes its creator asked for") { $0.size }

  package static let allocated = sized("ALLOC", "bytes it costs in RAM and swap") { $0.allocated }

  package static let resident = sized("RES", "bytes of it in RAM", needs: .memory) { $0.resident }

  package static let swapped = sized("SWAP", "bytes of it in swap", needs: .memory) { $0.swapped }

  private static func sized(
    _ name: DisplayText, _ meaning: DisplayText, needs: SnapshotReader.Needs = [],
    _ value: @escaping @Sendable (Segment) -> UInt64?
  ) -> Field {
    Field(name, meaning, .right, needs: needs, order: .number(value)) { segment, format, text in
      if let bytes = value(segment) {
        text.append(bytes: bytes, in: format.units)
      } else {
        text.appendUnknown()
      }
    }
  }
}
