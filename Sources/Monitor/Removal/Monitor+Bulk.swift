internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Puts the question about all that is tagged.
  mutating func askToRemoveTagged() -> [Effect] {
    guard let rows else { return [] }
    let tagged = table.tags.segments(in: rows)
    guard !tagged.isEmpty else {
      notice = Notice(text: "what was tagged is there no more; U untags", style: .warning)
      return []
    }
    overlay = .bulk(BulkDialog(tagged, in: table.tags))
    // What is known of their holders can be old.
    return rescan()
  }

  /// Keeps the question up to date: what is no orphan any more is left out.
  mutating func followAskedSegments(_ rows: TableModel) {
    guard case .bulk(var dialog) = overlay else { return }
    dialog.follow(rows)
    overlay = .bulk(dialog)
  }

  mutating func press(_ command: Command, in dialog: BulkDialog) -> [Effect] {
    var dialog = dialog
    switch command {
    case .up, .down, .pageUp, .pageDown, .top, .bottom:
      dialog.top = bulkBox(dialog).scrolled(command, in: dialogPart)
      return show(.bulk(dialog))
    default: break
    }
    switch dialog.phase {
    case .asking: return answer(command, to: dialog)
    case .removing(let progress, _):
      guard command == .dismiss else { return [] }
      dialog.phase = .removing(progress, isStopping: true)
      overlay = .bulk(dialog)
      return [.stopRemoving(removal)]
    case .done: return command == .dismiss ? show(nil) : []
    }
  }

  private mutating func answer(_ command: Command, to dialog: BulkDialog) -> [Effect] {
    var dialog = dialog
    let isChanged = dialog.isChanged
    dialog.isChanged = false
    switch command {
    case .toggleButton:
      dialog.isRemoveFocused = !dialog.isRemoveFocused && !dialog.targets.isEmpty
      return show(.bulk(dialog))
    case .saveFirst:
      dialog.isSaved.toggle()
      return show(.bulk(dialog))
    case .confirm where isChanged || dialog.targets.isEmpty: return show(.bulk(dialog))
    case .confirm: break
    case .accept where dialog.isRemoveFocused: break
    case .accept, .dismiss: return show(nil)
    default: return []
    }
    removal = removal.next
    dialog.phase = .removing(BulkProgress(total: dialog.targets.count), isStopping: false)
    dialog.top = 0
    overlay = .bulk(dialog)
    return [.removeAll(removal, dialog.targets, saving: dialog.isSaved)]
  }

  /// Takes in how far the removal has come.
  mutating func removing(
    _ run: RunID, _ progress: BulkProgress, isDone: Bool
  ) -> [Effect] {
    guard run == removal, case .bulk(var dialog) = overlay,
      case .removing(_, let isStopping) = dialog.phase
    else { return [] }
    dialog.phase = isDone ? .done(progress) : .removing(progress, isStopping: isStopping)
    overlay = .bulk(dialog)
    return isDone ? rescan() : []
  }
}
