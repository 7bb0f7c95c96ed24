internal import Escaping
internal import Monitor
internal import SharedMemory
internal import Synchronization
internal import SystemPackage
internal import Terminal

/// Does what the monitor wants done, away from the screen's thread, and keeps what comes of it
/// until the screen's thread asks.
final class Outside: Sendable {
  private struct Collecting: Sendable {
    var collector = Collector()
    var history: RowHistory
  }

  private struct OpenContents: Sendable {
    let id: SegmentID
    let reader: ContentsReader
  }

  private let collecting: Mutex<Collecting>
  private let open = Mutex<OpenContents?>(nil)
  private let events = Mutex<[Event]>([])
  /// Reads tables, which takes long with many segments.
  private let tables: Worker
  /// Looks at single segments and removes them, one after the other: what is removed was closed.
  private let segments: Worker

  init(charset: Charset) throws(Errno) {
    tables = try Worker()
    segments = try Worker()
    collecting = Mutex(Collecting(history: RowHistory(charset: charset)))
  }

  /// What came of all that was done since the last time.
  func takeEvents() -> [Event] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }

  /// Starts an effect.
  func perform(_ effect: Effect) {
    switch effect {
    case .collect(let arrangement):
      tables.submit { [self] in
        post(
          .rows(
            collecting.withLock { collecting in
              let snapshot = collecting.collector.collect(.all)
              return collecting.history.rows(of: snapshot, arrangement)
            }))
      }
    case .arrange(let arrangement):
      tables.submit { [self] in
        if let rows = collecting.withLock({ $0.history.rows(arrangement) }) { post(.rows(rows)) }
      }
    case .openContents(let identity, let accepted):
      segments.submit { [self] in post(openContents(identity, accepting: accepted)) }
    case .readContents(let id, let offset, let count):
      segments.submit { [self] in
        if let event = readContents(id, offset, count) { post(event) }
      }
    case .closeContents:
      segments.submit { [self] in open.withLock { $0 = nil } }
    case .remove(let segment):
      segments.submit { [self] in post(.removed(segment, Self.remove(segment))) }
    case .setInterval, .repaint, .suspend, .quit: break
    }
  }

  private func openContents(
    _ identity: Identity, accepting accepted: ContentsWay.Cost
  ) -> Event {
    do throws(ContentsRefusal) {
      let reader = try ContentsReader.open(identity, accepting: accepted)
      open.withLock { $0 = OpenContents(id: identity.id, reader: reader) }
      return .contentsOpened(identity.id, .success(reader.way))
    } catch {
      return .contentsOpened(identity.id, .failure(error))
    }
  }

  /// Reads from the open segment; says nothing where that is another one by now.
  private func readContents(_ id: SegmentID, _ offset: UInt64, _ count: Int) -> Event? {
    guard let contents = open.withLock({ $0 }), contents.id == id else { return nil }
    do {
      let bytes = try contents.reader.read(at: offset, count: count)
      return .contentsRead(id, ContentsPage(offset: offset, bytes: bytes))
    } catch {
      return .contentsFailed(id, .failed(error))
    }
  }

  private static func remove(_ segment: Segment) -> Result<UInt64?, RemovalRefusal> {
    Result { () throws(RemovalRefusal) in try Removal.remove(segment.identity) }
  }

  private func post(_ event: Event) {
    events.withLock { $0.append(event) }
    Terminal.wake()
  }
}
