import Canvas
import Testing

struct RectangleTests {
  @Test func `rows are taken off the top and the bottom`() {
    var rest = Rectangle(row: 0, column: 0, rows: 10, columns: 5)
    #expect(rest.takeTop(3) == Rectangle(row: 0, column: 0, rows: 3, columns: 5))
    #expect(rest.takeBottom(2) == Rectangle(row: 8, column: 0, rows: 2, columns: 5))
    #expect(rest == Rectangle(row: 3, column: 0, rows: 5, columns: 5))
  }

  @Test(arguments: [-1, 0, 4, 5, 99])
  func `no more rows are taken than there are`(count: Int) {
    var rest = Rectangle(row: 2, column: 0, rows: 4, columns: 1)
    let taken = rest.takeTop(count)
    #expect(taken.rows + rest.rows == 4)
    #expect(taken.bottom == rest.row)
  }

  @Test func `a centred part is never larger than the whole`() {
    let whole = Rectangle(row: 0, column: 0, rows: 10, columns: 20)
    #expect(
      whole.centred(Size(columns: 10, rows: 4))
        == Rectangle(row: 3, column: 5, rows: 4, columns: 10))
    #expect(whole.centred(Size(columns: 99, rows: 99)) == whole)
  }

  @Test func `a margin wider than the part leaves nothing`() {
    let part = Rectangle(row: 0, column: 0, rows: 1, columns: 3).inset(rows: 1, columns: 2)
    #expect(part.isEmpty)
  }
}
