internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The order of the list", .waits) struct ListOrderTests {
  @Test func `is by size, largest first, and reversed by -r`() throws {
    let small = try TestSegment(size: 1000)
    defer { small.remove() }
    let large = try TestSegment(size: 3000)
    defer { large.remove() }
    let middle = try TestSegment(size: 2000)
    defer { middle.remove() }
    let own = [large, middle, small].map(\.name)
    #expect(try order(of: own, "--sort", "SIZE") == own)
    #expect(try order(of: own, "--sort", "size", "-r") == own.reversed())
    #expect(try order(of: own, "--sort", "size", "--reverse") == own.reversed())
  }

  @Test func `is from A to Z if the column is text`() throws {
    let base = Unique.name()
    let own = ["\(base)a", "\(base)b", "\(base)c"]
    let files = try own.reversed().map { try TestSegment($0) }
    defer { for file in files { file.remove() } }
    #expect(try order(of: own, "--sort", "NAME") == own)
    #expect(try order(of: own, "--sort", "NAME", "--reverse") == own.reversed())
  }

  @Test func `does not depend on whether the column is shown`() throws {
    let small = try TestSegment(size: 1000)
    defer { small.remove() }
    let large = try TestSegment(size: 3000)
    defer { large.remove() }
    let own = [large.name, small.name]
    #expect(try order(of: own, "-o", "NAME", "--sort", "SIZE") == own)
  }

  @Test func `holds for JSON as well`() throws {
    let small = try TestSegment(size: 1000)
    defer { small.remove() }
    let large = try TestSegment(size: 3000)
    defer { large.remove() }
    let own = [large.name, small.name]
    #expect(try order(of: own, "--json", "--sort", "SIZE") == own)
    #expect(try order(of: own, "--json", "--sort", "SIZE", "-r") == own.reversed())
  }

  /// The order in which names come in what `list` prints.
  private func order(of names: [String], _ options: Argument...) throws -> [String] {
    let outcome = try Command.run(["\(Program.path())", "list"] + options)
    #expect(outcome.status == .exited(0), "\(outcome)")
    let places = names.compactMap { name in
      outcome.output.firstRange(of: Array(name.utf8)).map { (place: $0.lowerBound, name: name) }
    }
    return places.sorted { $0.place < $1.place }.map(\.name)
  }
}
