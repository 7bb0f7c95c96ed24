import Glibc

/// Runs contenders in turn, so that a machine whose speed changes changes it for all of them.
struct Comparison {
  /// The ones whose times are shown as parts of those of all others.
  let own: [Contender]
  let others: [Contender]
  let rounds: Int
  /// How many bytes each goes through, where that is what it is for.
  var bytes: Int?

  /// Measures everything and prints a table of it.
  func report(_ title: String) {
    let all = own + others
    let medians = medians(of: all)
    print("\(title), median of \(rounds) runs each, in turn:")
    let headings = own.indices.map { "[\($0 + 1)]/" }
    print(line("ms", "MB", bytes == nil ? headings : ["GB/s"] + headings, ""))
    for (index, (contender, median)) in zip(all, medians).enumerated() {
      let name = index < own.count ? "[\(index + 1)] \(contender.name)" : contender.name
      guard let median else {
        print(line("-", "-", own.map { _ in "-" }, "\(name) (cannot be run)"))
        continue
      }
      let ratios = own.indices.map { own in
        own == index
          ? "" : medians[own].map { "\(Int(($0.time / median.time * 100).rounded()))%" } ?? "-"
      }
      let tenths = Int((median.time * 10).rounded())
      let megabytes = (median.memory + 500_000) / 1_000_000
      print(
        line(
          "\(tenths / 10).\(tenths % 10)", "\(megabytes)",
          rate(median).map { [$0] + ratios } ?? ratios,
          name))
    }
    print()
    // What follows can take minutes, and the output can be a pipe.
    fflush(nil)
  }

  /// Bytes in a second, in 10^9.
  private func rate(_ median: Measurement) -> String? {
    bytes.map {
      let hundredths = Int(Double($0) / median.time / 1e4)
      return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }
  }

  private func medians(of contenders: [Contender]) -> [Measurement?] {
    var runs: [[Measurement]] = contenders.map { _ in [] }
    for round in 0...rounds {
      for (index, contender) in contenders.enumerated() {
        // The first round only warms up.
        if let run = contender.run(), round > 0 { runs[index].append(run) }
      }
    }
    return runs.map { runs in
      guard !runs.isEmpty else { return nil }
      let times = runs.map(\.time).sorted()
      let memory = runs.map(\.memory).sorted()
      return Measurement(time: times[runs.count / 2], memory: memory[runs.count / 2])
    }
  }

  private func line(
    _ time: String, _ memory: String, _ ratios: [String], _ name: String
  ) -> String {
    let cells = [(time, 9), (memory, 6)] + ratios.map { ($0, 7) }
    let padded = cells.map { String(repeating: " ", count: max(1, $1 - $0.utf8.count)) + $0 }
    return padded.joined() + "  " + name
  }
}
