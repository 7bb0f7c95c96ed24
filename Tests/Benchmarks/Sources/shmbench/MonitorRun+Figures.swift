import Glibc

/// What the kernel counts for a program, and how it is printed.
extension MonitorRun {
  /// The processor time that the program has had, in milliseconds.
  var processorTime: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// How often each of its threads has gone to sleep, by `/proc/PID/task/*/status`.
  ///
  /// A thread that ends takes its number with it.
  var sleeps: [String: Int] {
    guard let directory = opendir("/proc/\(process)/task") else { return [:] }
    defer { closedir(directory) }
    var sleeps: [String: Int] = [:]
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard Int(name) != nil else { continue }
      sleeps[name] = Self.number(
        "voluntary_ctxt_switches", in: "/proc/\(process)/task/\(name)/status")
    }
    return sleeps
  }

  /// The memory that it has now, and the most it had at once, in bytes.
  var memory: (now: Int, most: Int) {
    let file = "/proc/\(process)/status"
    return (
      now: (Self.number("VmRSS", in: file) ?? 0) * 1024,
      most: (Self.number("VmHWM", in: file) ?? 0) * 1024
    )
  }

  /// The number behind a word and a colon at the start of a line.
  private static func number(_ word: String, in path: String) -> Int? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [CChar](repeating: 0, count: 256)
    while fgets(&bytes, Int32(bytes.count), file) != nil {
      let line = String(
        decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard line.hasPrefix("\(word):") else { continue }
      return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    }
    return nil
  }

  /// Prints the median of some times, and the most of them or the time that one in a hundred exceeds.
  static func report(
    _ title: String, goal: Int? = nil, hasTail: Bool = false, _ times: [Double]
  ) {
    guard !times.isEmpty else { return print("  \(title): nothing was drawn") }
    let sorted = times.sorted()
    let high = hasTail ? sorted[(sorted.count * 99 - 1) / 100] : sorted[sorted.count - 1]
    print(
      "  \(title): median \(text(sorted[sorted.count / 2])) ms,",
      "\(hasTail ? "p99" : "most") \(text(high)) ms\(goal.map { ", goal \($0) ms" } ?? "")")
  }

  static func text(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }
}
