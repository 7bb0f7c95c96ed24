internal import Canvas
internal import SafeText

/// The wait for facts before a question.
///
/// Keys other than Esc do nothing: they may be meant for the question.
protocol QuestionWait: Overlay {}

extension QuestionWait {
  static var hasFixedKeys: Bool { true }

  var keys: [KeyBinding<Self>] {
    [
      KeyBinding(fixed: .escape, label: "do not ask", meaning: "ask nothing") { _, context in
        context.dismiss()
      }, .repaint,
    ]
  }

  mutating func press(_ key: Key, _ context: inout Context) {
    guard keys.contains(where: { $0.keys.contains(key) }) else { return }
    press(key, in: keys, &context)
  }
}
