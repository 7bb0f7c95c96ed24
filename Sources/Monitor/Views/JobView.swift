internal import Canvas
internal import Contents
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// What is being done with the bytes and how far that is, in the place of the keys.
  var jobLine: DisplayText? {
    guard let running, context == .contents else { return nil }
    var text: DisplayText = running.isSaving ? "saving" : "searching"
    if let progress = running.progress {
      let percent = Meter(used: progress.done, of: progress.total).percent
      text.append(" \(min(100, percent)) %, at 0x")
      text.append(hex: progress.place)
    }
    text.append(running.isStopping ? "; stopping" : "  Esc stops it")
    return text
  }
}
