import Canvas
import SafeText

/// What holds on every screen, whatever it shows.
struct FrameRule: Sendable {
  let name: String
  /// What breaks the rule in a drawing, beside the same scene on the largest screen; `nil` if nothing
  /// does.
  let fault: @Sendable (_ drawing: Drawing, _ largest: Drawing) -> String?
  /// A scene, and what breaks the rule in it on 60x15.
  let counterexample: (scene: String, spoil: @Sendable (inout Frame) -> Void)

  static let all = [
    FrameRule(
      "ASCII is enough for a locale that has no more",
      brokenBy: ("table", { $0.draw("\u{2026}", row: 0, column: 0) })
    ) { drawing, _ in
      guard drawing.display.charset == .ascii else { return nil }
      return drawing.lines.first { !$0.utf8.allSatisfy { (0x20..<0x7f).contains($0) } }
    },
    FrameRule(
      "no line is wider than the screen",
      brokenBy: (
        "table",
        { frame in
          frame = Frame(Size(columns: 61, rows: 15))
          frame.draw("x", row: 0, column: 60)
        }
      )
    ) { drawing, _ in
      drawing.lines.first { line in
        let columns = line.unicodeScalars.reduce(0) { $0 + $1.displayColumns }
        return columns > drawing.display.size.columns
      }
    },
    FrameRule(
      "the last line is never empty, and no border without a button above",
      brokenBy: ("help", { $0.draw("+-----+", row: 14, column: 0, style: .dialog) })
    ) { drawing, _ in
      let isBorder = drawing.hasBox(in: drawing.rows.count - 1..<drawing.rows.count)
      let line = drawing.lines.last ?? ""
      return line.isEmpty || isBorder && !drawing.styles.contains(.focusedButton) ? line : nil
    },
    FrameRule(
      "a box leaves nothing of the last line beside it",
      brokenBy: ("remove-typed", { $0.draw("x", row: 14, column: 0) })
    ) { drawing, _ in
      guard let cells = drawing.rows.last,
        let start = cells.firstIndex(where: { $0.style == .dialog }),
        let end = cells.lastIndex(where: { $0.style == .dialog })
      else { return nil }
      let beside = cells[..<start] + cells[(end + 1)...]
      return beside.allSatisfy { $0.character == " " } ? nil : drawing.lines.last
    },
    FrameRule(
      "a text in a box does not touch its border",
      brokenBy: ("remove-orphan", { $0.draw("x", row: 5, column: 57, style: .dialog) })
    ) { drawing, _ in
      guard let box = drawing.box else { return nil }
      return (box.row..<box.bottom).first { row in
        [box.column + 1, box.right - 2].contains { drawing.rows[row][$0].character.isOfWord }
      }.map { drawing.lines[$0] }
    },
    FrameRule(
      "the column of the order is always there, with its sign",
      brokenBy: ("table", { $0.draw("NAME ", row: 3, column: 1, style: .sortedHeading) })
    ) { drawing, largest in
      guard let heading = drawing.sortedHeading, let wanted = largest.sortedHeading else {
        return nil
      }
      return heading == wanted ? nil : "\(heading) instead of \(wanted)"
    },
    FrameRule(
      "the header warns if it warns where there is more room",
      brokenBy: ("table-alarms", { $0.fill(Rectangle(row: 0, column: 0, rows: 3, columns: 60)) })
    ) { drawing, largest in
      guard largest.warnsInHeader, !drawing.hasBox(in: 0..<3) else { return nil }
      return drawing.warnsInHeader ? nil : drawing.lines.prefix(3).joined(separator: "\n")
    },
    FrameRule(
      "the selected row is on the screen, unless a long message is over it",
      brokenBy: ("table", { $0.fill(Rectangle(row: 4, column: 0, rows: 10, columns: 60)) })
    ) { drawing, largest in
      guard largest.styles.contains(.selected), !drawing.hasBox(), !drawing.hasLongMessage else {
        return nil
      }
      return drawing.styles.contains(.selected) ? nil : "none is selected"
    },
    FrameRule(
      "no word or number is cut without a mark",
      brokenBy: ("table", { $0.draw("processe,", row: 0, column: 31) })
    ) { drawing, largest in drawing.cutLine(accordingTo: largest) },
  ]

  private init(
    _ name: String, brokenBy counterexample: (String, @Sendable (inout Frame) -> Void),
    _ fault: @escaping @Sendable (Drawing, Drawing) -> String?
  ) {
    self.name = name
    self.fault = fault
    self.counterexample = counterexample
  }
}

extension Frame {
  fileprivate mutating func draw(
    _ text: String, row: Int, column: Int, style: Style = .plain
  ) {
    draw(
      DisplayText(escaping: text.utf8, in: .utf8), row: row, column: column, in: bounds,
      style: style)
  }
}
