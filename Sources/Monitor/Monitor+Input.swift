internal import Canvas
internal import Formatting
internal import SafeText

/// Keys, the mouse and pasted text.
extension Monitor {
  /// Forgets what belongs to the last key: the user has moved on.
  mutating func moveOn() {
    context.status = nil
    context.createdSegment = nil
    held.drop()
    // The hex screen must not appear any more.
    if !(top is HexScreen) { context.cancelOpening() }
    // Nor is it edited any more.
    if var hex = top as? HexScreen, hex.isCheckingBeforeEdit {
      hex.isCheckingBeforeEdit = false
      screens[screens.count - 1] = hex
    }
  }

  mutating func press(_ key: Key) {
    if let reason = reasonToHold(key) {
      guard key != .escape else { return moveOn() }
      // Pressed twice it is meant for the whole program, whatever the keys before it wait for.
      let isQuit = context.options.keys.binding(of: key, in: TableScreen.bindings)?.action == .quit
      if key == .control("c") || isQuit && held.keys.last == key {
        return context.perform(.quit)
      }
      held.hold(key, for: reason)
      return context.say(reason.text, .emphasis)
    }
    moveOn()
    if overlay != nil {
      overlay?.press(key, &context)
    } else {
      screens[screens.count - 1].press(key, &context)
    }
  }

  /// Why a key has to wait; `nil` if it can act now.
  private func reasonToHold(_ key: Key) -> HeldKeys.Reason? {
    guard overlay == nil else { return nil }
    if context.hex.opening != nil && !(top is HexScreen) { return .contents }
    if (top as? HexScreen)?.isCheckingBeforeEdit == true { return .editing }
    guard let table = top as? TableScreen else { return nil }
    return table.waitsForRows(key, context) || !held.isEmpty ? .rows : nil
  }

  /// Presses the keys that were held, if what they waited for has come; drops them if it will not.
  mutating func releaseHeldKeys() {
    guard let reason = held.reason else { return }
    switch reason {
    case .rows where context.areRowsAwaited: return
    case .contents where context.hex.opening != nil: return
    case .editing where (top as? HexScreen)?.isCheckingBeforeEdit == true: return
    case .editing where (top as? HexScreen)?.editing == nil,
      .contents where !(top is HexScreen):
      if context.status?.text == reason.text { context.status = nil }
      return held.drop()
    case .rows, .contents, .editing: break
    }
    let keys = held.keys
    held.drop()
    context.press(keys)
    handleRequests()
  }

  /// Does what the part of the screen says that the mouse is on; the wheel moves by three rows.
  mutating func use(_ mouse: Mouse) {
    switch mouse.action {
    case .wheelUp: scroll(.up)
    case .wheelDown: scroll(.down)
    case .press:
      let seen = shown ?? frame
      guard let target = seen.target(at: mouse.position) else { return }
      guard seen.isSame(as: frame, at: mouse.position) else {
        return context.say("the screen has just changed: press again")
      }
      if case .key(let key) = target { return press(key) }
      moveOn()
      if overlay != nil {
        overlay?.click(target, &context)
      } else {
        screens[screens.count - 1].click(target, &context)
      }
    }
  }

  /// Moves by three rows.
  ///
  /// If a prompt is open, the screen below it moves: Up and Down recall its history.
  private mutating func scroll(_ action: Action) {
    for _ in 0..<3 {
      if overlay?.takesPaste == true {
        screens[screens.count - 1].perform(action, &context)
      } else {
        moveOn()
        if overlay != nil {
          overlay?.perform(action, &context)
        } else {
          screens[screens.count - 1].perform(action, &context)
        }
      }
    }
  }

  /// Types what was pasted into a prompt.
  ///
  /// Elsewhere each letter would be a command.
  mutating func paste(_ keys: [Key]) {
    guard let overlay, overlay.takesPaste else {
      return context.say("pasted text is ignored here: type the keys")
    }
    for key in keys {
      if case .character = key { press(key) }
    }
  }
}
