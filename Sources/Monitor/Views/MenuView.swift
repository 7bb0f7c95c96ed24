internal import Canvas
internal import SafeText
internal import Presentation

extension Monitor {
  func drawSortMenu(_ menu: SortMenu, in part: Rectangle, _ frame: inout Frame) {
    let fields = Columns.sortable
    let room = max(1, part.rows - 2)
    let top = max(0, min(menu.cursor - room / 2, fields.count - room))
    let lines = fields.enumerated().dropFirst(top).prefix(room).map { index, field in
      var text = index == menu.cursor ? "> " as DisplayText : "  "
      text.append(field.name)
      text.pad(to: 10)
      text.append(field.meaning)
      return BoxView.Line(
        text: text.prefix(columns: max(1, part.columns - 4)),
        style: index == menu.cursor ? .selected : .dialog)
    }
    BoxView(title: "Sort by", lines: lines, charset: settings.charset).draw(in: part, &frame)
  }
}
