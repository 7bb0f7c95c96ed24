internal import Contents
internal import Kernel
internal import Monitor
internal import SystemPackage

/// Reads the lines and the page map of the open segment, and keeps what the next read needs.
struct ViewportReader: Sendable {
  private var lines = LineReader()
  private var mapper: PageMapper?
  /// The lines that were read last, and their request.
  private var last: (request: LineRequest, lines: [ContentsLine])?

  /// The maximum time for which a slice of the map delays other work.
  private static let slice = Duration.milliseconds(4)
  /// The maximum time for all slices of one map; the remaining pages come with the next map.
  private static let most = Duration.milliseconds(44)

  /// Reads lines; returns also whether they differ from those that were read last.
  mutating func read(
    _ request: LineRequest, of reader: ContentsReader
  ) -> (Result<ContentsPage, ContentsError>, hasChanged: Bool) {
    do throws(Errno) {
      let lines = try lines.lines(request, of: reader)
      let hasChanged = last?.request != request || last?.lines != lines
      last = (request, lines)
      let page = ContentsPage(
        lines: lines, bytesPerRow: request.bytesPerRow, squeezes: request.squeezes,
        timestamp: .now)
      return (.success(page), hasChanged)
    } catch {
      return (.failure(ContentsError(reading: error)), false)
    }
  }

  /// Examines pages for one slice.
  ///
  /// Returns the map if it is complete or its time is over, and the time spent on it so far.
  mutating func map(
    _ cells: Int, of reader: ContentsReader, spent: Duration
  ) -> (ContentsMap?, spent: Duration) {
    let start = ContinuousClock.now
    guard let size = try? reader.size() else {
      return (ContentsMap(room: cells, size: 0), spent)
    }
    // Pages in swap cannot be told from holes.
    if reader.method.sideEffects == .allocatesPages {
      return (ContentsMap(room: cells, size: size), spent)
    }
    var mapping =
      mapper.flatMap { $0.map.room == cells ? $0 : nil } ?? PageMapper(room: cells, size: size)
    mapper = nil
    // An error of reading is shown in place of the bytes.
    let isDone =
      (try? mapping.update(from: reader, while: { ContinuousClock.now - start < Self.slice }))
      ?? true
    mapper = mapping
    let spent = spent + (ContinuousClock.now - start)
    return (isDone || spent >= Self.most ? mapping.map : nil, spent)
  }
}
