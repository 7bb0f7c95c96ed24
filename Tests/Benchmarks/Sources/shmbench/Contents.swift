import Glibc

/// A segment full of random bytes, a text at its start and another at its end.
struct Contents {
  let name: String
  let size: Int

  static let start = "needle-at-the-start"
  static let end = "needle-at-the-end"

  /// Makes it in a `/dev/shm` that is this program's own.
  init(megabytes: Int) {
    name = "bench_contents_\(megabytes)"
    size = megabytes << 20
    let file = open(path, O_CREAT | O_RDWR | O_EXCL, 0o600)
    guard file >= 0, ftruncate(file, size) == 0 else { fail("/dev/shm") }
    defer { close(file) }
    var piece = [UInt64](repeating: 0, count: 1 << 17)
    var state: UInt64 = 1
    for offset in stride(from: 0, to: size, by: 1 << 20) {
      for index in piece.indices {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        piece[index] = state
      }
      guard pwrite(file, piece, 1 << 20, offset) == 1 << 20 else { fail("/dev/shm") }
    }
    pwrite(file, Self.start, Self.start.utf8.count, 0)
    pwrite(file, Self.end, Self.end.utf8.count, size - Self.end.utf8.count)
  }

  var path: String { "/dev/shm/\(name)" }

  func remove() { unlink(path) }

  /// Compares dumps and searches with those of other programs.
  static func compare(_ options: Options) {
    let large = Contents(megabytes: options.megabytes)
    report(
      "Raw bytes of \(options.megabytes) MiB", large,
      ["\(options.shmtop) dump --format raw \(large.name)"],
      ["cat \(large.path)"], rounds: 3 * options.rounds)
    let search = options.neighbour("shmsearch")
    report(
      "Searching \(options.megabytes) MiB", large,
      [
        "\(search) \(large.name) \(end)", "\(search) \(large.name) \(end) ignoring-case",
        "\(search) \(large.name) \(start) backward",
      ], ["grep -cF \(end) \(large.path)", "grep -ciF \(end) \(large.path)"], rounds: options.rounds
    )
    large.remove()
    // The others take too long for more.
    for (megabytes, others) in [(128, ["xxd"]), (16, ["xxd", "hexdump -C"])] {
      let contents = Contents(megabytes: megabytes)
      report(
        "Hex of \(megabytes) MiB", contents, ["\(options.shmtop) dump \(contents.name)"],
        others.map { "\($0) \(contents.path)" }, rounds: options.rounds)
      contents.remove()
    }
  }

  private static func report(
    _ title: String, _ contents: Contents, _ own: [String], _ others: [String], rounds: Int
  ) {
    Comparison(
      own: own.map { .command($0) }, others: others.map { .command($0) }, rounds: rounds,
      bytes: contents.size
    ).report(title)
  }
}
