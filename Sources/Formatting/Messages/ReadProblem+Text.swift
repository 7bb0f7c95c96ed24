package import Kernel
package import SafeText
package import SystemPackage

extension DisplayText {
  /// Says what could not be read, and why, in one sentence without a full stop.
  package init(_ problem: ReadProblem, in charset: Charset) {
    let path = DisplayText(escaping: problem.path.bytes, in: charset)
      // A path can be of any length.
      .elided(to: 60, mark: Glyph.ellipsis.text(in: charset))
    let reason: DisplayText =
      switch problem.reason {
      case .failed(let error): "\(error, charset)"
      case .missingColumn(let column): "has no column \(escaping: column.utf8, charset)"
      case .malformedLines(let first, 1): "line \(first) is malformed and was skipped"
      case .malformedLines(let first, let count):
        "\(count) lines are malformed and were skipped, the first is line \(first)"
      case .notMounted: "is not mounted"
      case .notANumber: "is not a number"
      case .tooDeep: "is nested too deeply to be read"
      }
    self = "\(path): \(reason)"
  }

  /// Appends the system's message for an error.
  ///
  /// The C function is `strerror`.
  package mutating func append(_ error: Errno, in charset: Charset) {
    append(escaping: error.description.utf8, in: charset)
  }
}
