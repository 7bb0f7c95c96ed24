import SafeText
import Formatting
import Kernel
@testable import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The table of all fields.
struct FieldTests {
  @Test func `attachments of a file are a lower bound if not all was read`() {
    var segment = Samples.posix("x")
    segment.attachments = 2
    for (charset, text) in [(Charset.utf8, "≥2"), (.ascii, ">=2")] {
      var format = Samples.format(in: charset)
      format.isScanComplete = false
      #expect(Field.attachments.text(of: segment, format).string == text)
    }
  }

  private static let systemV = Samples.segments[0]
  private static let removed = Samples.segments[1]
  private static let posix = Samples.segments[2]

  @Test func `every name stands once, in capitals`() {
    let names = Field.all.map(\.name.string)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0 == $0.uppercased() && !$0.isEmpty })
    #expect(Field.all.allSatisfy { !$0.meaning.isEmpty })
  }

  @Test func `meanings are true beside each value and for each kind`() {
    #expect(Field.state.meaning == "how it is used, as far as is known")
    #expect(Field(named: "BIRTH")?.meaning == "when it was created, if that is known")
    #expect(Field.label.meaning == "its name; System V: shmid and key; memfd: label")
  }

  @Test func `a name is found in any case`() {
    for field in Field.all {
      let name = field.name.string
      #expect(Field(named: name) == field)
      #expect(Field(named: name.lowercased()) == field)
      #expect(Field(named: name.prefix(1) + name.dropFirst().lowercased()) == field)
    }
  }

  @Test(arguments: ["", "NO", "SIZ", "SIZES", " SIZE", "ﬁ"])
  func `a name that is not a field gives none`(name: String) {
    #expect(Field(named: name) == nil)
  }

  /// The text of each field for a System V segment and for a POSIX one.
  private static let texts: [(name: String, systemV: String, posix: String)] = [
    ("ID", "sysv:32769", "posix:/psm_4f1c22d0"), ("KIND", "sysv", "posix"),
    ("NAME", "32769 0x0052e2c1", "/psm_4f1c22d0"), ("KEY", "0x0052e2c1", "-"),
    ("SHMID", "32769", "-"), ("DEV", "-", "25"), ("INODE", "-", "11"),
    ("OWNER", "ann", "ann"), ("UID", "1000", "1000"), ("GROUP", "staff", "staff"),
    ("GID", "1000", "1000"), ("PERMS", "rw-------", "rw-r--r--"), ("CUSER", "ann", "-"),
    ("CUID", "1000", "-"), ("CGROUP", "staff", "-"), ("CGID", "1000", "-"),
    ("SIZE", "56", "1.01G"), ("ALLOC", "4K", "1.01G"), ("RES", "4K", "?"), ("SWAP", "0", "?"),
    ("ATT", "6", "?"), ("STATE", "?", "?"), ("STATUS", "-", "-"), ("HOLDERS", "?", "?"),
    ("FDS", "?", "?"), ("UNIT", "?", "?"), ("CMDLINE", "?", "?"),
    ("CPID", "3187", "-"),
    ("COMMAND", "-", "-"), ("SVAL", "-", "-"), ("SWAIT", "-", "-"),
    ("LPID", "3190", "-"), ("APP", "PostgreSQL", "Python"),
    ("AGE", "1d", "5m"), ("BIRTH", "-", "2026-11-21T05:15:11Z"),
    ("ATTACH", "2026-11-21T05:20:00Z", "-"), ("DETACH", "-", "-"),
    ("CTIME", "2026-11-20T05:20:11Z", "2026-11-21T05:15:11Z"),
    ("MTIME", "-", "2026-11-21T05:15:11Z"),
  ]

  @Test(arguments: texts)
  func `a field writes the value of either kind`(
    name: String, systemV: String, posix: String
  ) throws {
    let field = try #require(Field(named: name))
    #expect(field.text(of: Self.systemV, Samples.format).string == systemV)
    #expect(field.text(of: Self.posix, Samples.format).string == posix)
  }

  @Test func `no field is left out of the tests`() {
    #expect(Set(Self.texts.map(\.name)) == Set(Field.all.map(\.name.string)))
  }

  @Test func `no two fields have one place in the monitor's table`() {
    let positions = Field.all.compactMap { $0.column?.position }
    #expect(Set(positions).count == positions.count)
  }

  @Test func `a removed segment says so, has no key and an owner that is escaped`() {
    #expect(Field.status.text(of: Self.removed, Samples.format).string == "removed,locked")
    #expect(Field.label.text(of: Self.removed, Samples.format).string == "98310 -")
    #expect(Field.owner.text(of: Self.removed, Samples.format).string == "ev\\x07il")
    #expect(Field.group.text(of: Self.removed, Samples.format).string == "120")
  }

  @Test(
    arguments: [
      (0o600, "-"), (0o1600, "removed"), (0o2600, "locked"), (0o3600, "removed,locked"),
    ] as [(UInt32, String)])
  func `the STATUS column shows the mode bits`(mode: UInt32, text: String) {
    let segment = Samples.systemV(1, mode: mode)
    #expect(Field.status.text(of: segment, Samples.format).string == text)
  }

  @Test func `set-ID and sticky bits are those of files only`() {
    var json = Field.permissions.json[0].value(Self.removed, Samples.format)
    #expect(Field.permissions.text(of: Self.removed, Samples.format).string == "rw-r-----")
    #expect(json == .text("0640"))
    let file = Segment(
      identity: Self.posix.identity, kind: .posix, size: 1, allocated: 1, resident: nil,
      swapped: nil, mode: FileMode(rawValue: 0o107640), owner: nil, times: Segment.Times())
    json = Field.permissions.json[0].value(file, Samples.format)
    #expect(Field.permissions.text(of: file, Samples.format).string == "rwSr-S--T")
    #expect(json == .text("7640"))
  }

  @Test func `attachments without a known holder do not look like none`() {
    var segment = Samples.systemV(5, attachments: 1)
    segment.holders = []
    #expect(Field.holders.text(of: segment, Samples.format).string == "? (0 of 1 attachments)")
    segment = Samples.systemV(5)
    segment.holders = []
    #expect(Field.holders.text(of: segment, Samples.format).string == "-")
  }

  @Test func `raw output has all holders, a table the first three`() {
    var segment = Self.posix
    segment.holders = (1...5).map {
      Holder(process: ProcessID(rawValue: $0), user: UserID(rawValue: 0), command: Array("p".utf8))
    }
    #expect(
      Field.holders.text(of: segment, Samples.format).string == "p(1),p(2),p(3),+2")
    #expect(
      Field.holders.text(of: segment, Samples.format(.exact)).string
        == "p(1),p(2),p(3),p(4),p(5)")
  }

  @Test func `a hostile name is escaped in every field that shows it`() {
    let segment = Samples.segments[4]
    let label = "/evil\\e[2J \\u{202e}\"x"
    #expect(Field.label.text(of: segment, Samples.format).string == label)
    #expect(Field.id.text(of: segment, Samples.format).string == "posix:" + label)
  }

  @Test func `MTIME does not claim to show every write`() {
    #expect(Field.modifyTime.meaning.string.contains("may miss mapped writes"))
  }

  @Test func `a field that shows names or memory requests them`() {
    #expect(Field.owner.needs == .users)
    #expect(Field.group.needs == .groups)
    #expect(Field.resident.needs == .memory)
    #expect(Field.swapped.needs == .memory)
    #expect(Field.size.needs == [])
    #expect(Field.id.needs == [])
  }
}
