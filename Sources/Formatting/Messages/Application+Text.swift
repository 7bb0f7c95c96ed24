package import SafeText
package import SharedMemory

extension Application {
  /// What its makers would have one know before its segments are removed; `nil` where there is
  /// nothing to say.
  package func advice(in charset: Charset) -> DisplayText? {
    guard keepsByDesign || cleaner != nil || warning != nil else { return nil }
    var text = DisplayText(escaping: name.bytes, in: charset)
    if keepsByDesign {
      text.append(literal: " keeps such segments for its next run, though nobody holds them.")
    } else if cleaner != nil {
      text.append(literal: " has its own way to clean up.")
    }
    if let warning {
      text.append(literal: keepsByDesign || cleaner != nil ? " Warning: " : ": ")
      text.append(escaping: warning.bytes, in: charset)
      text.append(literal: ".")
    }
    if let cleaner {
      text.append(literal: " Better: ")
      text.append(escaping: cleaner.bytes, in: charset)
    }
    return text
  }
}
