package import SharedMemory
internal import Testing

extension TestSegment {
  /// The segment that the file is, as a listing without holders shows it.
  package func segment() throws -> Segment {
    var reader = SnapshotReader(assumptions: Assumptions())
    let segments = reader.read([]).segments
    return try #require(segments.first { $0.name?.bytes.elementsEqual(bytes) == true })
  }
}
