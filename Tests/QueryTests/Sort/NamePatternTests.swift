import Query
import Testing

/// What names of one program have in common.
struct NamePatternTests {
  @Test(
    arguments: [
      ("psm_4f1c22d0", "psm_*"), ("torch_18233_9911", "torch_*"), ("torch_18233_9911_0", "torch_*"),
      ("sem.mp-k2j7q0x1", "sem.mp-*"), ("PostgreSQL.3317458760", "PostgreSQL.*"),
      ("qemu_back_mem.9A1c", "qemu_back_mem.*"), ("row12", "row*"), ("row12b", "row*b"),
      ("550e8400-e29b-41d4-a716-446655440000", "*"), ("a.550e8400-e29b", "a.*"),
      ("deadbeef", "*"), ("feed", "feed"), ("plain", "plain"), ("", ""), ("_", "_"), ("7", "*"),
      ("__7__8", "__*__*"), ("x/1/2", "x/*"), ("*", "*"),
    ])
  func `numbers and random parts are one star`(name: String, pattern: String) {
    #expect(NamePattern.pattern(of: Array(name.utf8)) == Array(pattern.utf8))
  }

  @Test func `other bytes stay as they are`() {
    #expect(
      NamePattern.pattern(of: [0xff, 0x1b, 0x31, 0xc3, 0xa9]) == [0xff, 0x1b, 0x2a, 0xc3, 0xa9])
  }
}
