import Formatting
import SafeText
import Testing

/// The columns that a user chose, and their text.
struct ColumnChoiceTests {
  @Test(
    arguments: ["", "NAME", "NAME:30,KIND,SIZE", "NAME,CMDLINE:40,ALLOC:3"])
  func `a choice is read from the text that it writes`(text: String) throws {
    #expect(try ColumnChoice(text).text.string == text)
  }

  @Test func `names are read in any case, with spaces, and NAME stands first`() throws {
    #expect(try ColumnChoice("size, kind:6,name").text.string == "NAME,SIZE,KIND:6")
    #expect(try ColumnChoice("size").text.string == "NAME,SIZE")
  }

  @Test(
    arguments: [
      ("COLOUR", "there is no column 'COLOUR'; columns: NAME KIND"),
      ("NAME,,SIZE", "there is no column ''; columns: NAME"),
      ("NAME,SIZE,size", "column SIZE is given twice"),
      ("NAME:2", "'2' is no width of column NAME: a number from 3 to 200"),
      ("NAME:", "'' is no width of column NAME"),
      ("SIZE:9999999999999999999", "is no width of column SIZE"),
      ("SIZE:\u{1b}[2J", "'\\e[2J' is no width"),
    ])
  func `a text that is none says what would be right`(text: String, message: String) {
    let error = #expect(throws: ColumnChoice.Problem.self) { try ColumnChoice(text) }
    #expect(error?.message.string.contains(message) == true)
  }

  @Test func `a width is kept within its limits`() {
    #expect(ColumnChoice.Entry(.size, width: 1).width == ColumnChoice.leastWidth)
    #expect(ColumnChoice.Entry(.size, width: 1000).width == ColumnChoice.mostWidth)
  }
}
