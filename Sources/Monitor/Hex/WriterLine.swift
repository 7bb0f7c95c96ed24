internal import Canvas
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// What is known of who writes to the bytes on the screen, and when they last changed.
struct WriterLine {
  /// `nil` before a scan of processes, or if the segment was made after it.
  let writers: Writers?
  /// When the last change was seen; `nil` if none was.
  let lastChange: Timestamp?
  /// Since when the bytes have been read; `nil` before the first read.
  let since: Timestamp?
  let now: Timestamp
  let charset: Charset

  var text: DisplayText {
    var text = who
    if let lastChange {
      text.append(", changed \(age(lastChange)) ago")
    } else if let since, now.seconds.subtractingSaturated(since.seconds) >= Self.notable {
      text.append(", no change for \(age(since))")
    }
    return text
  }

  /// The seconds after which it says something that no byte has changed.
  private static let notable: Int64 = 2

  private func age(_ moment: Timestamp) -> DisplayText {
    var text = DisplayText()
    text.append(age: moment, now: now)
    return text
  }

  private var who: DisplayText {
    guard let writers else { return "writers not known yet" }
    let names = writers.holders.map { holder in
      var name = DisplayText(escaping: holder.command, in: charset)
      name.append(" (\(holder.process.rawValue))")
      return name
    }
    switch (names.count, writers.isComplete) {
    case (0, true): return "no process can write"
    case (0, false): return "no writer seen, but not every process could be read"
    case (1, true): return "only \(names[0]) can write"
    case (let count, let isComplete):
      var text = isComplete ? DisplayText() : Glyph.atLeast.text(in: charset)
      text.append("\(count) can write: \(names[0])")
      if count > 1 { text.append(" and \(count - 1) more") }
      return text
    }
  }
}
