import SystemPackage
import TestSupport
import Testing

/// The comparison of screens with files, which all golden screens depend on.
struct GoldenFileTests {
  @Test func `an equal text is no difference, with the switch or without`() throws {
    try FileTree.with { tree in
      try tree.write("one\ntwo\n", to: "screen.txt")
      let file = GoldenFile(tree.path.appending("screen.txt"))
      #expect(try file.difference(from: "one\ntwo\n", isUpdating: false) == nil)
      #expect(try file.difference(from: "one\ntwo\n", isUpdating: true) == nil)
    }
  }

  @Test func `both texts are reported, with a mark before the rows that differ`() throws {
    try FileTree.with { tree in
      try tree.write("one\ntwo\n", to: "screen.txt")
      let file = GoldenFile(tree.path.appending("screen.txt"))
      let report = try #require(try file.difference(from: "one\n2\n3\n", isUpdating: false))
      #expect(report.contains("-- expected --\n  one\n> two\n"))
      #expect(report.contains("-- drawn --\n  one\n> 2\n> 3\n"))
      #expect(try file.difference(from: "one\ntwo\n", isUpdating: false) == nil)
    }
  }

  @Test func `a file that is missing is reported`() throws {
    try FileTree.with { tree in
      let file = GoldenFile(tree.path.appending("screen.txt"))
      let report = try file.difference(from: "one\n", isUpdating: false)
      #expect(report?.contains("no screen") == true)
    }
  }

  @Test(arguments: [nil, "other\n"])
  func `the switch writes the file, and says so in place of passing`(before: String?) throws {
    try FileTree.with { tree in
      if let before { try tree.write(before, to: "screen.txt") }
      let file = GoldenFile(tree.path.appending("screen.txt"))
      let report = try file.difference(from: "one\n", isUpdating: true)
      #expect(report?.contains("wrote") == true)
      #expect(try file.difference(from: "one\n", isUpdating: false) == nil)
    }
  }
}
