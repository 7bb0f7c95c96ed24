import Glibc

/// What to measure: how much there is to list, and how often it is listed.
struct Options {
  var shmtop = ""
  var systemV = 32_000
  var posix = 50_000
  var processes = 800
  var attachments = 40
  var mappings = 300
  var megabytes = 1024
  var rounds = 7
  var onlyScreen = 0
  var onlyMonitor = 0
  var onlyLists = 0
  var idle = 150
  var names = 1_000_000
  var seconds = 20
  var presses = 200
  var age = 75

  static let usage = """
    usage: shmbench SHMTOP [OPTION NUMBER]...
      --systemv N      System V segments (32000)
      --posix N        POSIX segments (50000)
      --processes N    processes that hold segments (800)
      --attachments N  segments that each of them holds (40)
      --mappings N     other mappings that each of them has (300)
      --megabytes N    size of the segment that is dumped and searched, in MiB (1024)
      --rounds N       runs of every command under the full load (7)
      --only-screen 1  nothing but the screen of bytes
      --only-monitor 1 nothing but the table of the monitor
      --only-lists 1   nothing but lists
      --idle N         processes on the quiet host, which hold nothing (150)
      --names N        names in /dev/shm under the largest load; 0 leaves it out (1000000)
      --seconds N      time for which the monitor is watched (20)
      --presses N      keys of each kind that are pressed in it (200)
      --age N          seconds after which many segments are watched again (75)
    """

  /// The path of a program that is built beside `shmtop`.
  func neighbour(_ name: String) -> String {
    let directory = shmtop.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return (directory.map(String.init) + [name]).joined(separator: "/")
  }

  private static let numbers: [String: any WritableKeyPath<Options, Int> & Sendable] = [
    "--systemv": \.systemV, "--posix": \.posix, "--processes": \.processes,
    "--attachments": \.attachments, "--mappings": \.mappings, "--megabytes": \.megabytes,
    "--rounds": \.rounds,
    "--only-screen": \.onlyScreen, "--only-monitor": \.onlyMonitor,
    "--only-lists": \.onlyLists, "--idle": \.idle, "--names": \.names,
    "--seconds": \.seconds, "--presses": \.presses, "--age": \.age,
  ]

  /// Reads the command line; `nil` where it cannot be understood.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if let path = Self.numbers[word] {
        guard let number = rest.popFirst().flatMap({ UInt32($0) }) else { return nil }
        self[keyPath: path] = Int(number)
      } else if shmtop.isEmpty && !word.hasPrefix("-") {
        shmtop = word
      } else {
        return nil
      }
    }
    if shmtop.isEmpty || rounds == 0 || seconds == 0 || presses == 0 { return nil }
  }
}
