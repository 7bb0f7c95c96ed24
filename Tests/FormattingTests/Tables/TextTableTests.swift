import SafeText
import Formatting
import Query
import SharedMemory
import TestSupport
import Testing

/// Tables of segments, whole.
struct TextTableTests {
  private static let fields: [Field] = [.label, .kind, .owner, .size, .attachments, .status, .age]

  private func text(
    _ table: TextTable<Segment>, _ format: FormatOptions = Samples.format,
    at positions: [Int] = [0, 1, 2, 3, 4]
  ) throws -> String {
    try #require(UTF8Locale.isTaken)
    return String(
      decoding: table.bytes(of: Samples.segments, at: positions, format), as: UTF8.self)
  }

  @Test func `columns are aligned, numbers on the right`() throws {
    #expect(
      try text(TextTable(fields: Self.fields)) == """
        NAME                   KIND   OWNER      SIZE  ATT  STATUS          AGE
        32769 0x0052e2c1       sysv   ann          56    6  -                1d
        98310 -                sysv   ev\\x07il   384K    2  removed,locked   1d
        /psm_4f1c22d0          posix  ann       1.01G    ?  -                5m
        /sem.mp-k2             sem    ann          32    ?  -                5m
        /evil\\e[2J \\u{202e}"x  posix  ann           0    ?  -                5m

        """)
  }

  @Test func `a very long value makes only its own line longer`() throws {
    let long = Samples.posix(String(repeating: "n", count: 100), inode: 1)
    let short = Samples.posix("short", inode: 2)
    let table = TextTable(fields: [.label, .kind], hasHeadings: false)
    let text = String(
      decoding: table.bytes(of: [long, short], at: [0, 1], Samples.format), as: UTF8.self)
    #expect(
      text == """
        /\(String(repeating: "n", count: 100))  posix
        /short  posix

        """)
  }

  @Test func `exact values are whole numbers`() throws {
    let table = TextTable(fields: [.size, .age], form: .raw, hasHeadings: false)
    #expect(try text(table, Samples.format(.exact), at: [0]) == "56\t86400\n")
  }

  @Test func `raw values stand between tabs`() throws {
    let table = TextTable(fields: Self.fields, form: .raw)
    #expect(
      try text(table, Samples.format(.bytes)) == """
        NAME\tKIND\tOWNER\tSIZE\tATT\tSTATUS\tAGE
        32769 0x0052e2c1\tsysv\tann\t56\t6\t-\t1d
        98310 -\tsysv\tev\\x07il\t393216\t2\tremoved,locked\t1d
        /psm_4f1c22d0\tposix\tann\t1090519040\t?\t-\t5m
        /sem.mp-k2\tsem\tann\t32\t?\t-\t5m
        /evil\\e[2J \\u{202e}"x\tposix\tann\t0\t?\t-\t5m

        """)
  }

  @Test func `without headings only the rows are printed, in the requested order`() throws {
    let table = TextTable(fields: [.size, .id], hasHeadings: false)
    #expect(
      try text(table, at: [2, 0]) == """
        1.01G  posix:/psm_4f1c22d0
           56  sysv:32769

        """)
  }

  @Test func `a column on the left ends its line without spaces`() throws {
    #expect(
      try text(TextTable(fields: [.id]), at: [0, 3]) == """
        ID
        sysv:32769
        posix:/sem.mp-k2

        """)
  }

  @Test func `an empty table is its headings alone, and without headings nothing`() throws {
    #expect(try text(TextTable(fields: [.id, .size]), at: []) == "ID  SIZE\n")
    #expect(try text(TextTable(fields: [.id, .size], hasHeadings: false), at: []) == "")
    #expect(try text(TextTable(fields: []), at: [0]) == "")
  }

  @Test func `wide characters keep the columns straight`() throws {
    try #require(UTF8Locale.isTaken)
    let segments = [Samples.posix("日本"), Samples.posix("e\u{301}")]
    let bytes = TextTable(fields: [.label, .kind], hasHeadings: false)
      .bytes(of: segments, at: [0, 1], Samples.format)
    #expect(bytes == Array("/日本  posix\n/e\u{301}     posix\n".utf8))
  }

  @Test func `a table in an ASCII locale is ASCII`() throws {
    let segments = [Samples.posix("é")]
    let bytes = TextTable(fields: [.label], hasHeadings: false)
      .bytes(of: segments, at: [0], Samples.format(in: .ascii))
    #expect(String(decoding: bytes, as: UTF8.self) == "/\\u{e9}\n")
  }
}
