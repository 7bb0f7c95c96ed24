package import SafeText
package import SharedMemory

extension Application {
  /// The advice of its developers before its segments are removed; `nil` if there is none.
  ///
  /// A segment that has been removed is not kept for a next run.
  package func advice(afterRemoval isRemoved: Bool = false, in charset: Charset) -> DisplayText? {
    let keepsByDesign = keepsByDesign && !isRemoved
    guard keepsByDesign || cleaner != nil || warning != nil else { return nil }
    var text: DisplayText =
      isGuess ? "Perhaps \(escaping: name.bytes, charset)" : "\(escaping: name.bytes, charset)"
    if keepsByDesign {
      text.append(" keeps such segments for its next run, even if no process holds them.")
    } else if cleaner != nil {
      text.append(" has its own clean-up command.")
    }
    if let warning {
      text.append(keepsByDesign || cleaner != nil ? " Warning: " : ": ")
      text.append("\(escaping: warning.bytes, charset).")
    }
    if let cleaner { text.append(" Use: \(escaping: cleaner.bytes, charset)") }
    return text
  }
}
