internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Draws the last line: a notice, a prompt, or the keys that act here.
  func drawFooter(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty else { return }
    if let promptView {
      promptView.draw(in: part, &frame, charset: settings.charset)
    } else if let notice {
      frame.draw(notice.text, row: part.row, column: 0, in: part, style: notice.style)
    } else if let jobLine {
      frame.draw(jobLine, row: part.row, column: 0, in: part, style: .emphasis)
    } else {
      drawKeys(in: part, &frame)
    }
  }

  private func drawKeys(in part: Rectangle, _ frame: inout Frame) {
    var column = part.column
    var part = part
    if context == .table { drawTags(in: &part, &frame) }
    for binding in Keymap.bindings
    where binding.contexts.contains(context) && !binding.label.isEmpty && acts(binding) {
      guard let key = binding.keys.first?.text else { continue }
      guard column + key.columns + 1 + binding.label.columns <= part.right else { break }
      column = frame.draw(key, row: part.row, column: column, in: part, style: .key)
      column = frame.draw(binding.label, row: part.row, column: column + 1, in: part) + 2
    }
  }

  /// Whether a key does something on the screen as it is now.
  func acts(_ binding: Keymap.Binding) -> Bool {
    if settings.isReadOnly && binding.command.isChanging { return false }
    if binding.command == .saveFirst, case .consent = overlay { return false }
    guard case .details(let details) = screen else { return true }
    switch binding.command {
    case .nextHolder, .previousHolder, .signal:
      return details.segment.holders?.isEmpty == false && rows?.snapshot.scan != nil
    default: return true
    }
  }

  /// Says on the right how many segments are tagged, where any are.
  private func drawTags(in part: inout Rectangle, _ frame: inout Frame) {
    let tags = table.tags
    guard !tags.isEmpty else { return }
    var text: DisplayText = "\(tags.count) tagged, "
    text.append(bytes: tags.allocated, in: .human)
    if tags.hidden > 0 { text.append(", \(tags.hidden) not shown") }
    frame.draw(
      text, row: part.row, column: max(part.column, part.right - text.columns), in: part,
      style: .tagged)
    part.columns = max(0, part.columns - text.columns - 2)
  }
}

extension Key {
  /// What is written on the key.
  var text: DisplayText {
    switch self {
    case .character(" "): return "Space"
    case .character(let scalar):
      return DisplayText(escaping: String(scalar).utf8, in: .utf8)
    case .control(let letter):
      return DisplayText(escaping: "^\(letter)".uppercased().utf8, in: .utf8)
    case .up: return "Up"
    case .down: return "Down"
    case .left: return "Left"
    case .right: return "Right"
    case .pageUp: return "PgUp"
    case .pageDown: return "PgDn"
    case .home: return "Home"
    case .end: return "End"
    case .enter: return "Enter"
    case .escape: return "Esc"
    case .tab: return "Tab"
    case .backTab: return "S-Tab"
    case .backspace: return "Bksp"
    case .delete: return "Del"
    case .function(let number): return "F\(number)"
    }
  }
}
