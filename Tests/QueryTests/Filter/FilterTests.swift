import Formatting
import Query
import TestSupport
import Testing

@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// Which segments filters want.
struct FilterTests {
  private static let ann = UserID(rawValue: 1000)

  /// Whether a filter matches a segment; `nil` if its text is refused.
  private func matches(_ text: String, _ segment: Segment) -> Bool? {
    let filter = try? Filter(text: Array(text.utf8)) { name in
      name == Array("ann".utf8) ? Self.ann : nil
    }
    return filter?.matches(segment, Samples.format)
  }

  private func needs(_ text: String) throws -> SnapshotReader.Needs {
    try Filter(text: Array(text.utf8)) { _ in Self.ann }.needs
  }

  private func unlinked(_ name: String) -> Segment {
    Segment(
      identity: .unlinked(ShmName(name.utf8), FileIdentity(device: 1, inode: 9, birth: nil)),
      kind: .posix, size: 1, allocated: nil, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
  }

  @Test func `an empty filter matches every segment and needs nothing`() {
    let none = Filter()
    #expect(none.isEmpty)
    #expect(none.needs == [])
    #expect(Samples.segments.allSatisfy { none.matches($0, Samples.format) })
  }

  @Test func `by kind`() {
    let segments = [
      Samples.systemV(1), Samples.posix("x"), Samples.posix("sem.x", kind: .semaphore),
      Samples.memfd("x"),
    ]
    for (index, words) in [["sysv"], ["posix"], ["semaphore", "sem"], ["memfd"]].enumerated() {
      for word in words {
        #expect(segments.map { matches("kind=\(word)", $0) == true }.firstIndex(of: true) == index)
        #expect(segments.count { matches("kind=\(word)", $0) == true } == 1)
      }
    }
    for word in ["", "shm", "POSIX", "se"] { #expect(matches("kind=\(word)", segments[0]) == nil) }
  }

  @Test func `by the name or the number of the owner`() {
    let (own, other) = (Samples.systemV(1, owner: 1000), Samples.systemV(2, owner: 120))
    for text in ["user=ann", "user=1000"] {
      #expect(matches(text, own) == true)
      #expect(matches(text, other) == false)
    }
    #expect(matches("user=120", other) == true)
    #expect(matches("user=0", Samples.memfd("x")) == false)
    #expect(matches("user=4294967296", own) == nil)
  }

  @Test func `an unknown user is refused`() {
    let problem = #expect(throws: FilterTextProblem.self) {
      try Filter(text: Array("user=bob".utf8)) { _ in nil }
    }
    #expect(problem?.problem == .noSuchUser(Array("bob".utf8)))
    #expect(problem?.range == 5..<8)
  }

  @Test func `by name, with the slash or without`() {
    let segment = Samples.posix("psm_1")
    for text in ["name=psm_1", "name=/psm_1", "name=psm_*", "name=/*1", "name=*"] {
      #expect(matches(text, segment) == true, "\(text)")
    }
    for text in ["name=psm_", "name=/psm", "name=//psm_1", "name=PSM_1", #"name=\*"#] {
      #expect(matches(text, segment) == false, "\(text)")
    }
    #expect(matches("name=psm_*", unlinked("psm_1")) == true)
    #expect(matches("name=*", Samples.systemV(1, key: 5)) == false)
  }

  @Test func `by the label of a memfd, whose slash may be its own`() {
    #expect(matches("name=pulse*", Samples.memfd("pulseaudio")) == true)
    #expect(matches("name=/dev/zero", Samples.memfd("/dev/zero")) == true)
    #expect(matches("name=dev/zero", Samples.memfd("/dev/zero")) == true)
    #expect(matches("name=memfd:*", Samples.memfd("pulseaudio")) == false)
  }

  @Test func `by name in bytes that are not UTF-8`() throws {
    let filter = try Filter(text: Array("name=".utf8) + [0xff, 0x2a]) { _ in nil }
    #expect(filter.matches(Samples.posix([0xff, 0x0a]), Samples.format))
    #expect(!filter.matches(Samples.posix([0xfe, 0x0a]), Samples.format))
  }

  @Test func `by application, whatever the case`() {
    let python = Samples.posix("psm_4f1c22d0")
    for text in ["app=Python", "app=python", "app=pyth*", "app=PY[R-T]H?N"] {
      #expect(matches(text, python) == true, "\(text)")
    }
    #expect(matches("app=pyth", python) == false)
    #expect(matches("app=*", Samples.posix("nobody's")) == false)
    #expect(matches("app=postgresql", Samples.systemV(1, key: 0x52_e2c1)) == true)
  }

  @Test func `by state, which a segment without a verdict does not match`() {
    for state in Verdict.State.allCases {
      var segment = Samples.posix("x")
      #expect(matches("state=\(state.rawValue)", segment) == false)
      segment.verdict = Verdict(state, [.notAttached])
      for other in Verdict.State.allCases {
        #expect(matches("state=\(other.rawValue)", segment) == (other == state))
      }
    }
    #expect(matches("state=dead", Samples.posix("x")) == nil)
  }

  @Test func `by a holder, which a segment without a scan does not match`() {
    var segment = Samples.posix("x")
    #expect(matches("pid=3187", segment) == false)
    segment.holders = [10, 3187].map {
      Holder(process: ProcessID(rawValue: $0), user: Self.ann, command: [])
    }
    #expect(matches("pid=3187", segment) == true)
    #expect(matches("pid=318", segment) == false)
    for text in ["pid=0", "pid=-1", "pid=x", "pid=2147483648", "pid="] {
      #expect(matches(text, segment) == nil, "\(text)")
    }
  }

  @Test func `by age, which a segment of unknown age does not match`() {
    #expect(matches("older-than=0", Samples.memfd("x")) == false)
    #expect(matches("older-than=0", Samples.systemV(1)) == true)
  }

  @Test func `conditions with one word are alternatives, and different words must all match`() {
    let (a, b) = (Samples.posix("a", size: 10), Samples.posix("b", size: 1))
    #expect(matches("name=a name=b", a) == true)
    #expect(matches("name=a name=b", b) == true)
    #expect(matches("name=a name=b name=c", Samples.posix("d")) == false)
    #expect(matches("name=a min-size=5 name=b", a) == true)
    #expect(matches("name=a min-size=5 name=b", b) == false)
    #expect(matches("min-size=5 min-size=1", b) == true)
  }

  @Test func `processes are scanned only for the words that need it`() throws {
    for text in ["state=orphan", "pid=1", "kind=memfd", "kind=posix kind=memfd", "x state=idle"] {
      #expect(try needs(text) == .holders, "\(text)")
    }
    for text in ["kind=posix", "user=ann", "x", "app=x", "older-than=4h", "min-size=1M", ""] {
      #expect(try needs(text) == [], "\(text)")
    }
  }

  @Test func `a filter does not change the order of the remaining rows`() throws {
    let segments = [4, 9, 1, 7, 9].map { Samples.posix("n\($0)", size: $0) }
    var order = SortAndFilter(by: .size)
    order.filter = try Filter(text: Array("min-size=5".utf8)) { _ in nil }
    #expect(order.positions(of: segments, Samples.format) == [1, 4, 3])
    order.field = .label
    order.isReversed = true
    #expect(order.positions(of: segments, Samples.format) == [1, 4, 3])
    order.filter = try Filter(text: Array("state=orphan".utf8)) { _ in nil }
    #expect(order.positions(of: segments, Samples.format) == [])
    #expect(order.needs == .holders)
  }
}
