package import SafeText
package import SharedMemory

extension Application {
  /// What its makers would have one know before its segments are removed; `nil` where there is
  /// nothing to say.
  package func advice(in charset: Charset) -> DisplayText? {
    guard keepsByDesign || cleaner != nil || warning != nil else { return nil }
    var text = DisplayText(escaping: name.bytes, in: charset)
    if keepsByDesign {
      text.append(words: " keeps such segments for its next run, though nobody holds them.")
    } else if cleaner != nil {
      text.append(words: " has its own way to clean up.")
    }
    if let warning {
      text.append(words: keepsByDesign || cleaner != nil ? " Warning: " : ": ")
      text.append(escaping: warning.bytes, in: charset)
      text.append(words: ".")
    }
    if let cleaner {
      text.append(words: " Better: ")
      text.append(escaping: cleaner.bytes, in: charset)
    }
    return text
  }
}
