internal import Canvas
internal import Contents
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The question before a segment is removed.
///
/// The segment stays the same while the question is open; the facts about it are updated.
struct RemovalDialog: ConfirmationDialog {
  private(set) var segment: Segment
  /// Attachments of the segment without this program's own; `nil` if the kernel does not count
  /// them.
  private(set) var attachments: UInt64?
  /// Whether the hex screen has it attached, which counts as one attachment.
  private let isAttachedHere: Bool
  var isActFocused = false
  /// Whether it is saved before it is removed.
  var isSaved = false
  /// Whether its holders have changed since the last key.
  var isChanged = false
  /// Whether it no longer exists.
  private(set) var isGone = false
  /// Why it cannot be removed; `nil` if nothing is known against it.
  private(set) var obstacle: RemovalError?
  /// The first row that is shown.
  var top = 0
  /// The line editor for its ID, if that must be typed.
  private(set) var line = LineEditor()

  /// What its bytes say about its application.
  private(set) var bytes = ContentsEvidence.unread
  /// Whether its bytes are still being read; they can bring a warning, so `y` has to wait.
  private(set) var isReading: Bool

  /// Whether its ID must be typed, because its application has a warning against removal.
  var wantsID: Bool {
    let decision = RemovalPolicy.decision(on: segment, selectedBy: .row, bytes: bytes)
    return if case .allowedWithTypedID = decision { true } else { false }
  }

  var canAct: Bool { !isReading && obstacle == nil }

  init(_ segment: Segment, isAttachedHere: Bool) {
    self.segment = segment
    // Only the bytes of an attached one can be read without a trace.
    isReading = segment.kind == .systemV && segment.attachments != 0
    self.isAttachedHere = isAttachedHere
    attachments = Self.attachments(of: segment, exceptOwn: isAttachedHere)
  }

  private static func attachments(of segment: Segment, exceptOwn: Bool) -> UInt64? {
    exceptOwn ? segment.attachments.map { $0 - min($0, 1) } : segment.attachments
  }

  var keys: [KeyBinding<Self>] { wantsID ? Self.typedKeys : Self.buttonKeys }

  private static let buttonKeys: [KeyBinding<Self>] =
    [saveFirst(.character("s"))] + KeyBinding.scrolling + KeyBinding.buttons + [.repaint]

  /// The keys that do not type text.
  private static let typedKeys: [KeyBinding<Self>] =
    [
      saveFirst(.function(2)), .pressButton,
      KeyBinding(fixed: .escape, label: "no", meaning: "no") { _, context in context.dismiss() },
    ] + KeyBinding.scrolling + [.repaint]

  private static func saveFirst(_ key: Key) -> KeyBinding<Self> {
    KeyBinding(
      fixed: key, label: "save first", meaning: "save before removing, or not",
      isActive: { dialog, _ in dialog.obstacle == nil }
    ) { dialog, _ in
      dialog.isChanged = false
      dialog.isSaved.toggle()
    }
  }

  func takes(_ key: Key, _ map: KeyMap) -> Bool {
    // What is no key types the ID.
    wantsID || map.binding(of: key, in: keys) != nil
  }

  mutating func press(_ key: Key, _ context: inout Context) {
    guard wantsID else { return press(key, in: Self.buttonKeys, &context) }
    if !key.isCharacter, Self.typedKeys.contains(where: { $0.keys.contains(key) }) {
      return press(key, in: Self.typedKeys, &context)
    }
    let before = line.cursor
    guard line.press(key) == .edited || line.cursor != before else { return }
    isChanged = false
    isActFocused = canAct && isIDTyped(context)
  }

  mutating func reset() {
    isActFocused = false
    line = LineEditor()
  }

  private func isIDTyped(_ context: Context) -> Bool {
    !isGone && line.text == DisplayText(segment.identity.id, in: context.charset).utf8
  }

  mutating func act(_ context: inout Context) {
    context.dismiss()
    let removal = Effect.remove(segment, saving: isSaved)
    // An open reader would keep the memory.
    context.tellTop { screen, context in
      if var hex = screen as? HexScreen {
        hex.close(&context)
        screen = hex
      }
      context.perform(removal)
    }
  }

  /// Whether the use of the segment differs from that in another dialog.
  private func isUsed(otherwiseThan other: RemovalDialog) -> Bool {
    wantsID != other.wantsID || attachments != other.attachments
      || segment.verdict?.state != other.segment.verdict?.state
      || segment.holders?.map(\.process) != other.segment.holders?.map(\.process)
  }

  /// Takes what the bytes of the segment say, and why it cannot be removed; if that changes the question,
  /// the answer is reset.
  mutating func receive(_ event: Event, _ context: inout Context) {
    if case .removalForeseen(let errors) = event, let error = errors[segment.identity] {
      obstacle = error
      isActFocused = false
    }
    guard case .signatureRead(segment.identity, let signature) = event, isReading else { return }
    let wantedID = wantsID
    bytes = signature?.evidence ?? .unread
    isReading = false
    guard wantsID != wantedID else {
      isActFocused = wantsID && isIDTyped(context)
      return
    }
    isChanged = true
    reset()
  }

  /// Updates the facts from a snapshot.
  ///
  /// If the use of the segment has changed, the answer is reset.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let old = self
    if let found = model.segment(segment.identity.id), found.identity == segment.identity {
      segment = found
      attachments = Self.attachments(of: found, exceptOwn: isAttachedHere)
      guard isUsed(otherwiseThan: old) else { return }
      isChanged = true
    } else {
      isGone = true
    }
    reset()
  }
}

extension Key {
  fileprivate var isCharacter: Bool { if case .character = self { true } else { false } }
}
