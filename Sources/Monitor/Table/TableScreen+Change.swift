internal import SafeText

extension TableScreen {
  /// The keys that create a segment, or change the selected one.
  static let changeKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .create, label: "create", meaning: "create a segment; asks first", isChanging: true
    ) { _, context in context.show(CreationForm()) },
    KeyBinding(
      .resize, label: "resize", meaning: "resize the segment; asks first", isChanging: true
    ) { table, context in
      table.withSelected(&context) { segment, context in context.askToResize(segment) }
    },
    KeyBinding(
      .setAccess, label: "access", meaning: "set owner, mode and lock; asks first", isChanging: true
    ) { table, context in
      table.withSelected(&context) { segment, context in context.askToSetAccess(segment) }
    },
  ]
}
