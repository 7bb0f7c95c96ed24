internal import Canvas
internal import Formatting
internal import Kernel
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The form for the new size of a segment, or for its owner and mode.
///
/// Why: Decisions/99-forms-before-questions.md
struct ChangeForm: FormDialog {
  enum Aspect: Sendable {
    case size
    /// Owner, mode, and whether a System V segment is locked in RAM.
    case access
  }

  let aspect: Aspect
  /// The segment as it was last seen.
  private(set) var segment: Segment
  var form: Form
  /// The text of its owner at first.
  private let owner: [UInt8]
  /// What was typed, while it is looked at.
  private var wanted: WantedChange?
  /// The time of the snapshot before the scan that it waits for.
  private var before: Timestamp?

  init(_ aspect: Aspect, of segment: Segment, _ context: Context) {
    self.aspect = aspect
    self.segment = segment
    owner = segment.owner.map { Self.text(of: $0, context.format.accounts) } ?? []
    switch aspect {
    case .size:
      form = Form([
        Form.Field(
          "Size", DisplayText("\(segment.size)").utf8,
          hint: "A number of bytes: 4096, 0x1000, 4K, 1M, 2G")
      ])
    case .access:
      let mode = DisplayText("\(octal: segment.permissions?.rawValue ?? 0)")
      form = Form(
        [
          Form.Field("Owner", owner, hint: "USER or USER:GROUP, each a name or a number"),
          Form.Field("Mode", mode.utf8, hint: "Octal digits, such as 0640"),
        ]
          + (segment.kind == .systemV
            ? [Form.Field("Lock", isOn: isLocked(segment), "keep its pages in RAM")] : []))
    }
  }

  private enum Row {
    static let size = 0
    static let owner = 0
    static let mode = 1
    static let lock = 2
  }

  /// An owner as it can be typed.
  private static func text(of owner: Ownership, _ accounts: Accounts) -> [UInt8] {
    (accounts.name(of: owner.user) ?? DisplayText("\(owner.user.rawValue)").utf8)
      + [UInt8(ascii: ":")]
      + (accounts.name(of: owner.group) ?? DisplayText("\(owner.group.rawValue)").utf8)
  }

  var title: DisplayText {
    switch aspect {
    case .size: "New size"
    case .access: "Owner and mode"
    }
  }

  var wait: DisplayText {
    switch aspect {
    case .size: "Scanning all processes for holders; Esc cancels"
    case .access: "Checking the segment"
    }
  }

  func facts(_ context: Context) -> [Box.Line] {
    var lines = context.subject(segment)
    switch aspect {
    case .size: lines.append(Box.Line(text: "Now \(counted: segment.size, "byte")"))
    case .access:
      if let access = AccessChange.Access(of: segment) {
        lines.append(Box.Line(text: "Now \(DisplayText(access, context.format))"))
      }
    }
    return lines
  }

  // MARK: What was typed

  mutating func accept(_ context: inout Context) {
    do throws(Form.Problem) {
      let wanted = try read()
      self.wanted = wanted
      form.isWaiting = true
      switch aspect {
      case .size:
        // The last scan of holders can be old.
        before = context.model?.snapshot.timestamp
        context.rescan()
      case .access: context.perform(.foreseeChange(segment, wanted))
      }
    } catch {
      form.show(error)
    }
  }

  private func read() throws(Form.Problem) -> WantedChange {
    var wanted = WantedChange()
    switch aspect {
    case .size:
      let size = try form.read(Row.size) { text throws(TypedProblem) in
        try ByteCount(typed: text).bytes
      }
      if size != segment.size { wanted.size = size }
    case .access:
      let mode = try form.read(Row.mode) { text throws(TypedProblem) in
        try FilePermissions(typed: text)
      }
      if form.text(Row.owner) != owner { wanted.owner = form.text(Row.owner) }
      if mode != segment.permissions { wanted.permissions = mode }
      if form.isOn(Row.lock) != isLocked(segment) { wanted.isLocked = form.isOn(Row.lock) }
    }
    guard wanted != WantedChange() else {
      throw Form.Problem(field: form.focus, text: "nothing to change: edit a field, or Esc")
    }
    return wanted
  }

  // MARK: Facts

  /// Updates the segment, and goes on with a snapshot that was begun after the key.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    guard let found = model.segment(segment.identity.id), found.identity == segment.identity else {
      context.dismiss()
      return context.status = .segmentIsGone
    }
    segment = found
    guard form.isWaiting, let wanted, let before, model.snapshot.timestamp != before,
      !context.needsAnotherSnapshot
    else { return }
    self.before = nil
    context.perform(.foreseeChange(segment, wanted))
  }

  /// Asks, or shows why it cannot be changed.
  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .changeForeseen(segment.identity, let result) = event, form.isWaiting else { return }
    do throws(ChangeProblem) {
      context.show(ChangeDialog(segment, try result.get()))
    } catch {
      switch error {
      case .owner(let problem):
        form.show(Form.Problem(field: Row.owner, text: problem.text))
      case .change(let error):
        form.show(
          Form.Problem(
            field: field(of: error),
            text: "not changed: \(DisplayText(error, of: segment, context.format))"))
      }
    }
  }

  /// The field that a refusal is about.
  private func field(of error: ChangeError) -> Int {
    switch error {
    case .notGiven where aspect == .access: Row.owner
    case .aboveLockLimit where aspect == .access: Row.lock
    default: form.focus
    }
  }
}

/// Whether a System V segment is locked in RAM.
private func isLocked(_ segment: Segment) -> Bool { segment.mode?.isLocked == true }

extension Form {
  /// Reads the text of a field.
  func read<Value>(
    _ field: Int, _ body: ([UInt8]) throws(TypedProblem) -> Value
  ) throws(Problem) -> Value {
    do throws(TypedProblem) { return try body(text(field)) } catch {
      throw Problem(field: field, text: error.text)
    }
  }
}

extension Context {
  /// Asks for the new size of a segment; if it has one size for ever, says so.
  mutating func askToResize(_ segment: Segment) {
    if let error = segment.resizingError {
      return say(DisplayText(error, of: segment, format))
    }
    show(ChangeForm(.size, of: segment, self))
  }

  /// Asks for the new owner and mode of a segment; if they are not known, says so.
  mutating func askToSetAccess(_ segment: Segment) {
    guard AccessChange.Access(of: segment) != nil else {
      return say(DisplayText(ChangeError.notOwner, of: segment, format))
    }
    show(ChangeForm(.access, of: segment, self))
  }
}
