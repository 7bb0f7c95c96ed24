internal import Canvas
internal import Contents
internal import Operations
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// Opens the question; a segment whose name is gone already has nothing to remove.
  mutating func ask(toRemove segment: Segment) -> [Effect] {
    let refusal: RemovalError? =
      segment.isRemoved
      ? .alreadyRemoved(attachments: segment.shmID == nil ? nil : segment.attachments ?? 0)
      : segment.kind == .memfd ? .neverNamed : nil
    if let refusal {
      notice = Notice(
        text: DisplayText(refusal, of: segment, format), style: .warning)
      return []
    }
    overlay = .removal(
      RemovalDialog(segment: segment, attachments: attachmentsOfOthers(to: segment)))
    // What is known of its holders can be old.
    return rescan()
  }

  /// Keeps what the question says up to date; what it is about stays the same, and an answer to what
  /// it said before is none.
  mutating func followAskedSegment(_ rows: TableModel) {
    guard case .removal(var dialog) = overlay else { return }
    let found = rows.segment(dialog.segment.identity.id)
    dialog.follow(found, attachments: found.flatMap(attachmentsOfOthers))
    overlay = .removal(dialog)
  }

  mutating func press(_ command: Command, in dialog: RemovalDialog) -> [Effect] {
    var dialog = dialog
    let isChanged = dialog.isChanged
    dialog.isChanged = false
    switch command {
    case .up, .down, .pageUp, .pageDown, .top, .bottom:
      dialog.top = removalBox(dialog).scrolled(command, in: dialogPart)
      dialog.isChanged = isChanged
      return show(.removal(dialog))
    case .toggleButton:
      dialog.isRemoveFocused.toggle()
      return show(.removal(dialog))
    case .saveFirst:
      dialog.isSaved.toggle()
      return show(.removal(dialog))
    case .confirm where isChanged: return show(.removal(dialog))
    case .confirm: return remove(dialog)
    case .accept where dialog.isRemoveFocused: return remove(dialog)
    case .accept, .dismiss: return show(nil)
    default: return []
    }
  }

  /// Takes a key where the ID is to be typed.
  mutating func type(_ key: Key, into dialog: RemovalDialog) -> [Effect] {
    var dialog = dialog
    switch key {
    case .character(let scalar): dialog.typed += Array(String(scalar).utf8)
    case .control("u"): dialog.typed = []
    case .backspace: dialog.deleteLast()
    default:
      guard let command = Keymap.command(for: key, in: .confirmation) else { return [] }
      return command == .repaint ? [.repaint] : press(command, in: dialog)
    }
    dialog.isChanged = false
    // What is typed stands at the end.
    dialog.top = .max
    dialog.compare(with: settings.charset)
    return show(.removal(dialog))
  }

  private mutating func remove(_ dialog: RemovalDialog) -> [Effect] {
    overlay = nil
    // An open reader would keep the memory.
    let removal = Effect.remove(dialog.segment, saving: dialog.isSaved)
    guard case .contents(var contents) = screen else { return [removal] }
    contents.letGo()
    screen = .contents(contents)
    opening = nil
    return [.closeContents(session), removal]
  }

  /// How often others have the segment attached; `nil` where nobody has counted.
  private func attachmentsOfOthers(to segment: Segment) -> UInt64? {
    guard case .contents(let contents) = screen, let way = contents.way,
      way.cost >= .staysAttached
    else { return segment.attachments }
    return segment.attachments.map { $0 - min($0, 1) }
  }

  mutating func press(_ command: Command, in dialog: ConsentDialog) -> [Effect] {
    switch command {
    case .toggleButton:
      return show(
        .consent(
          ConsentDialog(
            segment: dialog.segment, cost: dialog.cost, isLookFocused: !dialog.isLookFocused)))
    case .confirm: break
    case .accept where dialog.isLookFocused: break
    case .accept, .dismiss: return show(nil)
    default: return []
    }
    overlay = nil
    return open(dialog.segment, accepting: dialog.cost)
  }

  mutating func removed(
    _ segment: Segment, _ result: Result<UInt64?, RemovalError>, saved: DisplayText
  ) -> [Effect] {
    var text = outcomeStart(segment)
    switch result {
    case .success(let attachments):
      text.append(literal: "removed")
      if let attachments, attachments > 0 {
        text.append(literal: "; ")
        text.append(memoryGoesWith: attachments)
      }
      if !saved.isEmpty { text.append("; \(saved)") }
      notice = Notice(text: text, style: .emphasis)
    case .failure(let refusal):
      text.append(DisplayText(refusal, of: segment, format))
      notice = Notice(text: text, style: .error)
    }
    return settleContents(of: segment, result) + refreshFromNowOn()
  }

  /// Says that a segment was not saved and so is still there.
  mutating func notSaved(_ segment: Segment, _ why: DisplayText) -> [Effect] {
    notice = Notice(text: "\(outcomeStart(segment))\(why)", style: .error)
    return openAgain()
  }

  /// What is said to be removed or not: a long name may not push what came of it off the screen.
  private func outcomeStart(_ segment: Segment) -> DisplayText {
    var text = DisplayText(segment.identity.id, in: settings.charset).elided(
      to: max(12, size.columns / 2), mark: Glyph.ellipsis.text(in: settings.charset))
    text.append(literal: ": ")
    return text
  }

  /// Marks the bytes on the screen as the last of a segment that was removed; where it was not, they
  /// are gone on with.
  private mutating func settleContents(
    of segment: Segment, _ result: Result<UInt64?, RemovalError>
  ) -> [Effect] {
    guard case .contents(var contents) = screen,
      contents.segment.identity.id == segment.identity.id, contents.way == nil
    else { return [] }
    switch result {
    case .success, .failure(.gone), .failure(.replaced):
      contents.isGone = true
      contents.wayBefore = nil
      screen = .contents(contents)
      return []
    case .failure:
      return openAgain()
    }
  }
}
