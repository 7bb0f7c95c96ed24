internal import FuzzTargets
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The texts of the corpus, whole and damaged, which libFuzzer starts from as well.
///
/// A text on which the fuzzer found an error stays in the corpus.
struct CorpusTests {
  private static let corpus = FilePath(#filePath).removingLastComponent().appending("Corpus")

  /// The files of a target, of which there is at least one.
  private func texts(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = FileTree(path: Self.corpus.appending(target.name))
    let texts = try folder.names.sorted().map { ($0, try folder.bytes(of: FilePath($0))) }
    try #require(!texts.isEmpty, "no corpus of \(target.name)")
    return texts
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `every text of the corpus has a possible result, whole or cut`(_ name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    for (file, bytes) in try texts(of: target) {
      for count in Set((0...min(bytes.count, 120)) + [bytes.count]) {
        let wrong = target.check(Array(bytes.prefix(count)))
        #expect(wrong == nil, "\(file), \(count) bytes")
      }
    }
  }

  @Test(arguments: FuzzTarget.all.map(\.name), UInt64(1)...3)
  func `damage does not lead to an impossible result`(_ name: String, seed: UInt64) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let texts = try texts(of: target)
    var random = RandomBytes(seed: seed)
    for _ in 0..<150 {
      var bytes = random.choice(of: texts).bytes
      for _ in 0...random.number(in: 0...3) { bytes = random.mutated(bytes) }
      // Two lines of different texts.
      if random.happens(onceIn: 4) { bytes += random.choice(of: texts).bytes }
      let wrong = target.check(bytes)
      #expect(wrong == nil, "\(bytes)")
    }
  }
}
