internal import Canvas
internal import Query
internal import SafeText

/// The fields of a form, one of which is being edited.
struct Form: Sendable {
  private(set) var fields: [Field]
  /// The field that is being edited.
  private(set) var focus = 0
  /// What is wrong, until the next key.
  private(set) var problem: DisplayText?
  /// Whether it waits for facts, so that keys do nothing.
  var isWaiting = false
  /// The first row that is shown above the fields.
  var top = 0

  init(_ fields: [Field]) { self.fields = fields }

  struct Field: Sendable {
    let label: DisplayText
    /// What can be typed.
    let hint: DisplayText
    fileprivate(set) var content: Content

    /// A line of text.
    init(_ label: DisplayText, _ text: [UInt8] = [], hint: DisplayText) {
      self.init(label: label, hint: hint, content: .text(LineEditor(text: text)))
    }

    /// A check box with the words after it.
    init(_ label: DisplayText, isOn: Bool, _ words: DisplayText) {
      self.init(label: label, hint: "Space checks or unchecks it", content: .check(isOn, words))
    }

    private init(label: DisplayText, hint: DisplayText, content: Content) {
      self.label = label
      self.hint = hint
      self.content = content
    }
  }

  enum Content: Sendable {
    case text(LineEditor)
    case check(Bool, DisplayText)
  }

  /// Why the fields cannot be accepted, and the field to edit.
  struct Problem: Error {
    let field: Int
    let text: DisplayText
  }

  /// The text of a field; empty for a check box.
  func text(_ field: Int) -> [UInt8] {
    if case .text(let line) = fields[field].content { line.text } else { [] }
  }

  /// Whether a check box is checked; `false` for a text or without such a field.
  func isOn(_ field: Int) -> Bool {
    guard fields.indices.contains(field), case .check(let isOn, _) = fields[field].content else {
      return false
    }
    return isOn
  }

  /// Whether the field that is being edited is a check box.
  var isAtCheckBox: Bool { if case .check = fields[focus].content { true } else { false } }

  /// Goes to the next field, or back with a negative step; after the last comes the first.
  mutating func move(_ step: Int) {
    problem = nil
    focus = (focus + step + fields.count) % fields.count
  }

  /// Goes to a field, and checks or unchecks it if it is a check box.
  mutating func choose(_ field: Int) {
    problem = nil
    focus = max(0, min(field, fields.count - 1))
    toggle()
  }

  /// Shows what is wrong, in the field that it is about.
  mutating func show(_ problem: Problem) {
    isWaiting = false
    focus = problem.field
    self.problem = problem.text
  }

  /// Types a key into the field.
  mutating func edit(_ key: Key) {
    problem = nil
    switch fields[focus].content {
    case .text(var line):
      _ = line.press(key)
      fields[focus].content = .text(line)
    case .check: if key == .character(" ") { toggle() }
    }
  }

  private mutating func toggle() {
    if case .check(let isOn, let words) = fields[focus].content {
      fields[focus].content = .check(!isOn, words)
    }
  }
}

/// An overlay with a form.
///
/// It only reads what is typed: what it is about is done after a ``ConfirmationDialog``. To add one: a type
/// in a file of its own that has `form`, `accept` and the parts of the box, and a key that calls
/// `context.show`.
protocol FormDialog: Overlay {
  var form: Form { get set }

  var title: DisplayText { get }

  /// What is said while it waits for facts.
  var wait: DisplayText { get }

  /// What is so now.
  func facts(_ context: Context) -> [Box.Line]

  /// Enter was pressed: goes on to the question, or shows what is wrong.
  mutating func accept(_ context: inout Context)
}

extension FormDialog {
  static var hasFixedKeys: Bool { true }

  var takesPaste: Bool { true }

  var wait: DisplayText { "" }

  var keys: [KeyBinding<Self>] {
    let leaving = [
      KeyBinding<Self>(fixed: .escape, label: "cancel", meaning: "change nothing") { _, context in
        context.dismiss()
      }, .repaint,
    ]
    if form.isWaiting { return leaving }
    return Self.editing + (form.isAtCheckBox ? [Self.checking] : []) + leaving
  }

  private static var editing: [KeyBinding<Self>] {
    [
      KeyBinding(fixed: .tab, .down, label: "next field", meaning: "the next field") { dialog, _ in
        dialog.form.move(1)
      },
      KeyBinding(fixed: .backTab, .up, meaning: "the field before") { dialog, _ in
        dialog.form.move(-1)
      },
      KeyBinding(fixed: .enter, label: "go on", meaning: "go on to the question") {
        $0.accept(&$1)
      },
      KeyBinding(fixed: .pageUp, meaning: "scroll up") { $0.scroll(.pageUp, $1) },
      KeyBinding(fixed: .pageDown, meaning: "scroll down") { $0.scroll(.pageDown, $1) },
    ]
  }

  private static var checking: KeyBinding<Self> {
    KeyBinding(fixed: .character(" "), label: "check", meaning: "check or uncheck it") {
      dialog, _ in dialog.form.edit(.character(" "))
    }
  }

  mutating func press(_ key: Key, _ context: inout Context) {
    if keys.contains(where: { $0.keys.contains(key) }) { return press(key, in: keys, &context) }
    if !form.isWaiting { form.edit(key) }
  }

  /// Goes to a field, or presses a button.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    switch target {
    case .row(let field) where !form.isWaiting: form.choose(field)
    case .button(let number): press(number == 0 ? .escape : .enter, &context)
    case .row, .heading, .key: break
    }
  }

  private mutating func scroll(_ step: ListMove, _ context: Context) {
    form.top = box(context).scrolled(step, in: Self.part(context))
  }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    box(context).draw(in: Self.part(context), &frame)
  }

  /// The part of the screen for the box: all but the footer, which has the keys.
  private static func part(_ context: Context) -> Rectangle {
    var part = context.bounds
    _ = part.takeBottom(Layout(size: context.size).footer.rows)
    return part
  }

  private func box(_ context: Context) -> Box {
    let part = Self.part(context)
    let columns = Box.innerColumns(in: part)
    let said = said.wrapped(to: columns)
    // Without room for all, there is the field that is being edited.
    let hasRoom = form.fields.count + said.count + Self.otherRows <= part.rows
    let shown = hasRoom ? Array(form.fields.indices) : [form.focus]
    var box = Box(
      title: title, lines: facts(context) + [Box.Line(text: "")],
      pinned: said + shown.map { line(of: $0, columns, context) },
      buttons: [("[ Cancel: Esc ]", false), ("[ Go on: Enter ]", false)], top: form.top,
      charset: context.charset)
    box.scrollKeys = ("PgUp", "PgDn")
    return box
  }

  /// The borders, the buttons and one row of facts.
  private static var otherRows: Int { 4 }

  /// What is wrong, what is waited for, or what can be typed into the field.
  private var said: Box.Line {
    if form.isWaiting { return Box.Line(text: wait, style: .emphasis) }
    if let problem = form.problem { return Box.Line(text: problem, style: .warning) }
    return Box.Line(text: form.fields[form.focus].hint)
  }

  private func line(of index: Int, _ columns: Int, _ context: Context) -> Box.Line {
    let field = form.fields[index]
    let isFocused = index == form.focus
    var text: DisplayText = isFocused ? "> " : "  "
    text.append(field.label)
    text.pad(to: 3 + (form.fields.map(\.label.columns).max() ?? 0))
    switch field.content {
    case .text(let line) where isFocused && !form.isWaiting:
      return Box.Line(text: text, style: .emphasis, input: line, target: .row(index))
    case .text(let line): text.append(DisplayText(typed: line.text, in: context.charset))
    case .check(let isOn, let words): text.append("\(isOn ? "[x]" : "[ ]") \(words)")
    }
    return Box.Line(
      text: text.elided(to: columns, mark: context.ellipsis),
      style: isFocused ? .emphasis : .dialog, target: .row(index))
  }
}
