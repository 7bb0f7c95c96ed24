package import Contents
package import SafeText
internal import SystemPackage

extension DisplayText {
  /// Says whether `count` bytes of a segment were saved to a file, in one sentence without a full
  /// stop.
  package init(_ outcome: SaveOutcome, to file: DisplayText, of count: UInt64, in charset: Charset)
  {
    guard let problem = outcome.problem else {
      self = "saved \(outcome.count) bytes to \(file)"
      if outcome.isSegment { append(", which is itself a segment and uses memory") }
      return
    }
    let reason: DisplayText
    switch problem {
    case .notCreated(let refusal):
      self = DisplayText(refusal, in: charset)
      return
    case .failed(.writing(let error)): reason = "\(file): \(error, charset)"
    case .failed(.reading(let error)):
      reason =
        "the segment cannot be read: \(DisplayText(ContentsError(reading: error), in: charset))"
    case .shrank: reason = "the segment shrank meanwhile"
    case .stopped: reason = "stopped"
    }
    self = "\(reason); \(outcome.count) of \(count) bytes are in \(file)"
  }
}
