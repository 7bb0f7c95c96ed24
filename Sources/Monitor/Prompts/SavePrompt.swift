internal import Canvas
internal import Formatting
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory

/// The prompts for saving bytes: offset, length and file, one after the other.
struct SavePrompt: LinePrompt {
  private enum Step: Sendable {
    case start, count, file
  }

  let segment: Segment
  /// The offset from which relative offsets count.
  let cursor: UInt64
  private var step = Step.start
  /// The line editor of the current step.
  var line: LineEditor
  /// The first byte to save, and the number of bytes; 0 before they are typed.
  private var start: UInt64 = 0
  private var count: UInt64 = 0

  init(_ segment: Segment, from cursor: UInt64, warning: DisplayText? = nil) {
    self.segment = segment
    self.cursor = cursor
    var text: DisplayText = "0x"
    text.append(hex: cursor)
    line = LineEditor(text: text.utf8)
    line.problem = warning
  }

  mutating func press(_ key: Key, _ context: inout Context) {
    if key == .up { goBack() } else { edit(key, &context) }
  }

  func prompt(_ context: Context) -> Prompt? {
    switch step {
    case .start: Prompt(label: "save from offset: ", line: line, hints: ["Enter: length"])
    case .count:
      Prompt(label: "save length: ", line: line, hints: ["Enter: file ", "Up: back"])
    case .file: Prompt(label: "save to file: ", line: line, hints: ["Enter: save ", "Up: back"])
    }
  }

  /// Continues with the next step, or shows the error; saves after the last step.
  mutating func accept(_ context: inout Context) {
    switch step {
    case .start: acceptStart()
    case .count: acceptCount()
    case .file: save(&context)
    }
  }

  private mutating func save(_ context: inout Context) {
    guard !line.text.isEmpty else {
      line.problem = "type the name of a new file"
      return
    }
    let (range, path) = (start..<(start + count), line.text)
    finish(&context)
    context.tell(HexScreen.self) { hex, context in hex.save(range, to: path, &context) }
  }

  /// Goes back to the previous step.
  private mutating func goBack() {
    switch step {
    case .start: break
    case .count: self = SavePrompt(segment, from: cursor)
    case .file: askForCount()
    }
  }

  private mutating func acceptStart() {
    do throws(OffsetExpression.Problem) {
      let last = segment.size - min(segment.size, 1)
      let place = try OffsetExpression(line.text).offset(from: cursor, last: last)
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
    guard let count = try? ByteCount(digits, .inFile).bytes, count > 0 else {
      line.problem = "type a number of bytes: 4096, 0x1000, 4K"
      return
    }
    guard count <= rest else {
      line.problem = "too many: only \(rest) bytes from that offset to the end"
      return
    }
    self.count = count
    step = .file
    let ending = "-0x\(String(start, radix: 16)).bin"
    line = LineEditor(text: segment.fileName(atMost: 100) + Array(ending.utf8))
  }
}
