package import SafeText

extension Field {
  /// The names that lsipc and ipcs have for columns, if they differ.
  package static let aliases: [(name: DisplayText, field: Field)] = [
    ("NATTCH", .attachments), ("USER", .owner), ("BYTES", .size), ("ATTACHED", .attachTime),
    ("DETACHED", .detachTime), ("CHANGED", .changeTime),
  ]

  /// The field with this name or alias, in upper or lower case; `nil` if there is none.
  package init?(named name: some StringProtocol) { self.init(name, among: Field.all) }

  /// The field of the monitor's table with this name or alias, in upper or lower case.
  package init?(inMonitor name: some StringProtocol) { self.init(name, among: Field.selectable) }

  private init?(_ name: some StringProtocol, among fields: [Field]) {
    let wanted = name.uppercased()
    guard
      let field = fields.first(where: { $0.name.string == wanted })
        ?? Field.aliases.first(where: { $0.name.string == wanted })?.field
    else { return nil }
    self = field
  }
}
