internal import Contents
internal import Kernel
internal import Monitor
internal import SystemPackage

/// Reads the lines and the page map of the open segment, and remembers what the next reading needs.
struct ViewportReader: Sendable {
  private var lines = LineReader()
  private var mapper: PageMapper?

  /// How long a slice of the map keeps other work waiting, at most.
  private static let slice = Duration.milliseconds(4)
  /// How long all slices of one map take, at most; the rest of the pages comes with the next map.
  private static let most = Duration.milliseconds(44)

  /// Reads lines.
  mutating func read(
    _ request: LineRequest, of reader: ContentsReader
  ) -> Result<ContentsPage, ContentsError> {
    do throws(Errno) {
      let lines = try lines.lines(request, of: reader)
      return .success(
        ContentsPage(
          lines: lines, bytesPerRow: request.bytesPerRow, squeezes: request.squeezes,
          timestamp: .now))
    } catch {
      return .failure(ContentsError(reading: error))
    }
  }

  /// Looks at pages for one slice.
  ///
  /// Returns the map if that was all, or enough for now, and the time spent on it so far.
  mutating func map(
    _ cells: Int, of reader: ContentsReader, spent: Duration
  ) -> (ContentsMap?, spent: Duration) {
    let start = ContinuousClock.now
    guard let size = try? reader.size() else {
      return (ContentsMap(room: cells, size: 0), spent)
    }
    // Pages in swap cannot be told from pages that never were.
    if reader.method.sideEffects == .makesPages {
      return (ContentsMap(room: cells, size: size), spent)
    }
    var mapping =
      mapper.flatMap { $0.map.room == cells ? $0 : nil } ?? PageMapper(room: cells, size: size)
    mapper = nil
    // A segment that cannot be read says so where its bytes are.
    let isDone =
      (try? mapping.look(at: reader, while: { ContinuousClock.now - start < Self.slice })) ?? true
    mapper = mapping
    let spent = spent + (ContinuousClock.now - start)
    return (isDone || spent >= Self.most ? mapping.map : nil, spent)
  }
}
