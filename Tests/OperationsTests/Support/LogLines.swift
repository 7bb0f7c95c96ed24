internal import SafeText
internal import Synchronization

/// A log that keeps its lines, and refuses all after the first `room`.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  private let room: Int

  init(room: Int = .max) { self.room = room }

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: DisplayText) -> Bool {
    lines.withLock { lines in
      lines.append(line.string)
      return lines.count <= room
    }
  }
}
