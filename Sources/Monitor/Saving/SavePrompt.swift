internal import SafeText
internal import Presentation
internal import SharedMemory

/// The lines in which is typed what to save to which file, one after the other.
struct SavePrompt: Sendable {
  enum Step: Sendable {
    case start, count, file
  }

  let segment: Segment
  /// Where a relative offset starts.
  let cursor: UInt64
  private(set) var step = Step.start
  /// What is typed in the present step.
  var line: LineEditor
  /// The first byte to save, and how many; both are there once they were typed.
  private(set) var start: UInt64 = 0
  private(set) var count: UInt64 = 0

  /// Why what was typed will not do.
  typealias Problem = DisplayText

  init(_ segment: Segment, from cursor: UInt64) {
    self.segment = segment
    self.cursor = cursor
    var text: DisplayText = "0x"
    text.append(hex: cursor)
    line = LineEditor(text: text.utf8)
  }

  /// The range to save and the path of the file, when the last line was typed.
  ///
  /// Else goes on to the next line, or stays and says what is wrong.
  mutating func accept() -> (range: Range<UInt64>, path: [UInt8])? {
    switch step {
    case .start: acceptStart()
    case .count: acceptCount()
    case .file:
      guard line.text.isEmpty else { return (start..<(start + count), line.text) }
      line.problem = "type the name of a file that is not there yet"
    }
    return nil
  }

  /// Goes back to the line before.
  mutating func goBack() {
    switch step {
    case .start: break
    case .count: self = SavePrompt(segment, from: cursor)
    case .file: askForCount()
    }
  }

  private mutating func acceptStart() {
    do throws(Goto.Problem) {
      let last = segment.size - min(segment.size, 1)
      let place = try Goto(line.text).place(from: cursor, last: last)
      guard place <= last else {
        var text: DisplayText = "past the end: the last byte is at 0x"
        text.append(hex: last)
        line.problem = text
        return
      }
      start = place
      askForCount()
    } catch {
      line.problem = error.text
    }
  }

  private mutating func askForCount() {
    step = .count
    line = LineEditor(text: DisplayText("\(segment.size - min(segment.size, start))").utf8)
  }

  private mutating func acceptCount() {
    let rest = segment.size - min(segment.size, start)
    let digits = line.text.filter { $0 != UInt8(ascii: " ") }
    guard let count = UInt64(offset: digits), count > 0 else {
      line.problem = "type how many bytes: 4096, 0x1000, 4K"
      return
    }
    guard count <= rest else {
      line.problem = "too many: \(rest) bytes are there from that place on"
      return
    }
    self.count = count
    step = .file
    line = LineEditor(text: segment.nameOfFile(from: start))
  }
}
