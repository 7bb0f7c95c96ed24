package import Kernel
package import SafeText
package import SystemPackage

extension DisplayText {
  /// Puts a problem of reading into one sentence without a full stop.
  package init(_ problem: ReadProblem, in charset: Charset) {
    // A path can be as long as somebody likes.
    self = DisplayText(escaping: problem.path.bytes, in: charset)
      .elided(to: 60, mark: Glyph.ellipsis.text(in: charset))
    append(literal: ": ")
    switch problem.reason {
    case .failed(let error):
      append(error, in: charset)
    case .missingColumn(let column):
      append(literal: "has no column ")
      append(escaping: column.utf8, in: charset)
    case .malformedLines(let first, 1):
      append("line \(first) makes no sense and is left out")
    case .malformedLines(let first, let count):
      append("\(count) lines make no sense and are left out, the first is line \(first)")
    case .notANumber:
      append(literal: "holds no number")
    case .notTmpfs:
      append(literal: "is not a tmpfs: what lies there is on a disk, not in memory")
    case .tooDeep:
      append(literal: "lies too deep to be read")
    }
  }

  /// Appends the system's words for an error.
  ///
  /// The C function is `strerror`.
  package mutating func append(_ error: Errno, in charset: Charset) {
    append(escaping: error.description.utf8, in: charset)
  }
}
