internal import Canvas
internal import Formatting
internal import SafeText

/// What answers and signals do, whatever is on the screen; the overlay and the top screen get them after this.
extension Context {
  /// Handles an event that does not concern only one screen.
  mutating func receive(_ event: Event) {
    switch event {
    case .contentsOpened(let session, let result): opened(session, result)
    case .contentsJob(let number, let update): jobUpdated(number, update)
    case .suspending:
      // ^Z is a key too.
      status = nil
      stopSearchInAll()
      tellTop { screen, context in
        if var hex = screen as? HexScreen {
          hex.closeForStop(&context)
          screen = hex
        } else {
          context.cancelOpening()
        }
        context.perform(.suspend)
      }
    case .wrote(let segment, _, let outcome): wrote(segment, outcome)
    case .removed(let segment, let result): removed(segment, result)
    case .changed(let segment, let result): changed(segment, result)
    case .created(let request, let result): created(request, result)
    case .settingsSaved(let path, let refusal):
      if let refusal {
        say("settings not saved: \(DisplayText(refusal, in: charset))", .error)
      } else {
        say("settings saved in \(path)", .emphasis)
      }
    case .signalled(let signal, let outcomes):
      status = StatusMessage(signal, outcomes, format)
      signalWatch = SignalWatch(outcomes, at: now)
      rescan()
    default: break
    }
  }
}
