import Formatting
import Query
import SafeText
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// What filters match: comparisons, joined conditions, and what is unknown.
struct QueryTests {
  private func filter(_ text: String) throws -> Filter {
    try Filter(text: Array(text.utf8)) { $0 == Array("ann".utf8) ? UserID(rawValue: 1000) : nil }
  }

  private func matches(
    _ text: String, _ segment: Segment, _ format: FormatOptions = Samples.format
  ) throws -> Bool {
    let filter = try filter(text)
    let isMatch = filter.matches(segment, format)
    // The index of names must not make a difference.
    let segments = [Samples.posix("zz"), segment]
    let labels = NameIndex(of: segments, in: format.charset)
    #expect(filter.matches(1, of: segments, in: Filter.Scene(format, labels: labels)) == isMatch)
    if let rows = filter.rows(by: labels) { #expect(rows[1] == isMatch, "\(text)") }
    return isMatch
  }

  @Test func `a part of a name is found in all rows at once as in each`() throws {
    for name in ["", "a", "A", "ab", "xab", "xAB", "aab", "aaab", "ba", "x.y", "[", "é"] {
      for text in ["a", "ab", "aab", "AB", "b", "x.", ".", "abx", "0"] {
        #expect(try filter(text).rows(by: NameIndex(of: [], in: .utf8)) == [])
        _ = try matches(text, Samples.posix(name))
      }
    }
    // These need more than a comparison of the labels.
    for text in ["a*", "/a", "a b", "!a", "kind=posix", "é"] {
      #expect(try filter(text).rows(by: NameIndex(of: [], in: .utf8)) == nil, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("size=5", [5]), ("size!=5", [4, 6]), ("size<5", [4]), ("size<=5", [4, 5]), ("size>5", [6]),
      ("size>=5", [5, 6]), ("size>4 size<6", [5]), ("size<5 or size>5", [4, 6]),
      ("not size>4", [4]), ("!(size>4)", [4]), ("size=4 size=6", [4, 6]),
      ("size=4 and size=6", []), ("size>4 and size<6", [5]), ("size=4 size=6 size>5", [6]),
      ("(size=4 or size=5) size>4", [5]), ("size=4 or size=5 size>4", [4, 5]),
      ("not size=4 size=5", [5]),
    ] as [(String, [UInt64])])
  func `numbers are compared, and conditions joined`(_ text: String, _ sizes: [UInt64]) throws {
    let found = try [4, 5, 6].filter { try matches(text, Samples.posix("x", size: $0)) }
    #expect(found == sizes)
  }

  @Test func `what is unknown matches neither a comparison nor its negation`() throws {
    let unknown = Samples.posix("x", allocated: nil)
    for text in [
      "alloc=0", "alloc!=0", "alloc>0", "not alloc>0", "alloc>0 or alloc<=0", "res=0", "state=idle",
      "state!=idle", "not state=idle", "pid=1", "pid!=1", "cmdline=*", "!cmdline=*",
    ] {
      #expect(try !matches(text, unknown), "\(text)")
    }
    // What is known decides alone where it can.
    #expect(try matches("alloc>0 or x", unknown))
    #expect(try matches("!(alloc>0 y)", unknown))
    #expect(try !matches("alloc>0 x", unknown))
  }

  @Test func `what a segment does not have is not equal to anything`() throws {
    let posix = Samples.posix("x")
    for text in ["key!=5", "!key=5", "app!=PostgreSQL", "cpid!=1", "not cpid>1", "shmid!=1"] {
      #expect(try matches(text, posix), "\(text)")
    }
    for text in ["key=5", "cpid=1", "cpid<99999", "shmid>=0", "app=*"] {
      #expect(try !matches(text, posix), "\(text)")
    }
  }

  @Test func `a lower bound decides only what holds for all larger numbers`() throws {
    var format = Samples.format
    format.isScanComplete = false
    var segment = Samples.posix("x")
    segment.attachments = 3
    segment.holders = []
    for text in ["att>2", "att>=3", "att!=2", "not att<3", "not att=2", "not att<=2"] {
      #expect(try matches(text, segment, format), "\(text)")
    }
    for text in ["att=3", "att!=3", "att<9", "not att<9", "att>3", "not att>3", "att<=3", "pid!=1"]
    {
      #expect(try !matches(text, segment, format), "\(text)")
    }
    #expect(try matches("att=3 pid!=1", segment))
  }

  @Test func `a word alone matches what the NAME column shows`() throws {
    let segment = Samples.systemV(32769, key: 0x4e54_5030)
    for text in ["0x4e545030", "4E545030", "32769", "327?9", "/32769 or 5030", #""69 0x""#] {
      #expect(try matches(text, segment) == (text != "4E545030"), "\(text)")
    }
    #expect(try matches("key=0x4e545030", segment))
    #expect(try matches("key=1314148400", segment))
    #expect(try !matches("0x52e2c1", segment))
    #expect(try matches("-", Samples.systemV(1)))
  }

  @Test func `a word alone is a part of a name in any case, or with a capital in its own`() throws {
    let segment = Samples.posix("PSM_a.9")
    for text in ["psm", "PSM", "/psm", "m_a", "s?_", "psm a.9", "[p]sm", "/PSM_a.9"] {
      #expect(try matches(text, segment), "\(text)")
    }
    for text in ["Psm", "/sm", "psm x", "PSM_A", "p[!s]"] {
      #expect(try !matches(text, segment), "\(text)")
    }
  }

  @Test func `a word alone matches the bytes of a name as well as what is shown`() throws {
    let segment = Samples.posix([0x61, 0xff, 0x0a, 0x62])
    let raw = try Filter(text: [0xff, 0x0a]) { _ in nil }
    #expect(raw.matches(segment, Samples.format))
    #expect(try matches(#"a\\xff\\nb"#, segment))
    #expect(try matches("a??b", segment))
    #expect(try matches("é", Samples.posix("café"), Samples.format(in: .ascii)))
    #expect(try matches("memfd:pulse", Samples.memfd("pulseaudio")))
    #expect(try matches("/dev/zero", Samples.memfd("/dev/zero")))
  }

  @Test func `older and newer are ages`() throws {
    let segment = Samples.systemV(1, change: Samples.now.seconds - 14_400)
    for text in [
      "older>4h", "older=4h", "older-than=4h", "age>=4h", "age=4h", "newer<5h", "newer=5h",
      "age<5h", "!newer=4h",
    ] {
      #expect(try matches(text, segment), "\(text)")
    }
    for text in ["older>5h", "newer<4h", "age>4h", "age<4h", "age!=4h"] {
      #expect(try !matches(text, segment), "\(text)")
    }
    #expect(try !matches("age<1w", Samples.memfd("x")))
    #expect(try !matches("not age<1w", Samples.memfd("x")))
  }

  @Test func `texts of columns are compared as patterns`() throws {
    var segment = Samples.posix("x")
    for text in [
      "group=staff", "group=1000", "perms=rw-r--r--", "perms=rw*", "perms=0644", "perms=644",
      "perms=06??", "perms!=0600", "perms=00644", "id=posix:/x", "status!=locked",
    ] {
      #expect(try matches(text, segment), "\(text)")
    }
    for text in [
      "group=wheel", "perms=rw", "perms=0600", "perms!=0644", "perms=44", "id=x", "status=locked",
      "group!=staff",
    ] {
      #expect(try !matches(text, segment), "\(text)")
    }
    #expect(try matches("status=locked status=removed", Samples.systemV(1, mode: 0o3600)))
    #expect(try matches("cuser=ann", Samples.systemV(1)))
    segment.holders = [
      Holder(process: ProcessID(rawValue: 7), user: UserID(rawValue: 1), command: [])
    ]
    #expect(try !matches("unit!=x", segment))
    #expect(try matches("holders=1 pid=7 pid!=8", segment))
  }

  @Test func `only filters whose every match is by name select by name`() throws {
    for text in [
      "psm", "name=a", "app=x", "psm size>1", "a or b", "(a size>1) or app=b", "a and b",
    ] {
      #expect(try filter(text).selectsByName, "\(text)")
    }
    for text in [
      "", "size>1", "!psm", "name!=a", "not name=a", "a or size>1", "!(a or b)", "!!a", "key=5",
    ] {
      #expect(try !filter(text).selectsByName, "\(text)")
    }
  }

  @Test func `a word alone needs no scan, and columns need what their values need`() throws {
    #expect(try filter("psm key=5 size>1 age>1").needs == [])
    #expect(try filter("not att>1").needs == .holders)
    #expect(try filter("a or (b res>1)").needs == .memory)
    #expect(try filter("cmdline=x").needs == [.holders, .processDetails])
    #expect(try filter("group=x").needs == .groups)
    let conditions = try filter("a or (b !att>1)").conditions
    #expect(conditions.map(\.needsHolders) == [false, false, true])
  }
}
