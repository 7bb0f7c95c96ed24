package import Contents
package import SafeText
internal import SystemPackage

extension DisplayText {
  /// Says what came of saving `count` bytes of a segment to a file, in one sentence without a full
  /// stop.
  package init(_ outcome: SaveOutcome, to file: DisplayText, of count: UInt64, in charset: Charset)
  {
    self.init()
    guard let problem = outcome.problem else {
      append("saved \(outcome.count) bytes to \(file)")
      if outcome.isSegment { append(literal: ", which is a segment itself and takes memory") }
      return
    }
    switch problem {
    case .notMade(.fileExists): append("\(file): is there already and stays as it is")
    case .notMade(let error), .failed(.format(let error)):
      append("\(file): ")
      append(error, in: charset)
    case .failed(.reading(let error)):
      append(literal: "the segment cannot be read: ")
      append(DisplayText(ContentsError(reading: error), in: charset))
    case .shrank: append(literal: "the segment shrank meanwhile")
    case .stopped: append(literal: "stopped")
    }
    if case .notMade = problem { return }
    append("; \(outcome.count) of \(count) bytes are kept in \(file)")
  }
}
