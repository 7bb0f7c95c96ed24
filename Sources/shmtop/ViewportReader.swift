internal import Monitor
internal import SharedMemory
internal import Synchronization
internal import SystemPackage

/// What is kept from one look at the open segment to the next.
final class ViewportReader: Sendable {
  private let lines = Mutex(LineReader())
  private let mapper = Mutex<PageMapper?>(nil)

  /// How long others wait at most who want bytes.
  private static let slice = Duration.milliseconds(4)
  /// How long a map takes at most; what was not seen until then comes with the next.
  private static let most = Duration.milliseconds(44)

  /// Reads lines.
  func read(
    _ request: LineRequest, of reader: ContentsReader
  ) -> Result<ContentsPage, ContentsError> {
    do throws(Errno) {
      let lines = try lines.withLock { (reading) throws(Errno) in
        try reading.lines(request, of: reader)
      }
      return .success(
        ContentsPage(
          lines: lines, bytesPerRow: request.bytesPerRow, squeezes: request.squeezes,
          timestamp: .now))
    } catch {
      return .failure(ContentsError(reading: error))
    }
  }

  /// Looks at pages for a moment; gives the map where that was all, or enough for now, and the time
  /// that was spent so far.
  func map(
    _ cells: Int, of reader: ContentsReader, spent: Duration
  ) -> (ContentsMap?, spent: Duration) {
    let start = ContinuousClock.now
    guard let size = try? reader.size() else {
      return (ContentsMap(room: cells, size: 0), spent)
    }
    // Pages in swap and those that never were cannot be told apart there.
    if reader.way.cost == .makesPages { return (ContentsMap(room: cells, size: size), spent) }
    return mapper.withLock { mapper in
      var mapping =
        mapper.flatMap { $0.map.room == cells ? $0 : nil }
        ?? PageMapper(room: cells, size: size)
      // A segment that cannot be read says so where its bytes are.
      let isDone =
        (try? mapping.look(at: reader, while: { ContinuousClock.now - start < Self.slice })) ?? true
      mapper = mapping
      let spent = spent + (ContinuousClock.now - start)
      return (isDone || spent >= Self.most ? mapping.map : nil, spent)
    }
  }
}
