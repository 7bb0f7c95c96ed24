/// Runs programs in turn, so that a machine whose speed changes changes it for all of them.
struct Comparison {
  let commands: [Command]
  let rounds: Int

  /// The median of each command's times in milliseconds; `nil` where it could not be run.
  func medians() -> [Double?] {
    var times: [[Double]] = commands.map { _ in [] }
    for round in 0...rounds {
      for (index, command) in commands.enumerated() {
        // The first round only warms up.
        if let time = command.run(), round > 0 { times[index].append(time) }
      }
    }
    return times.map { $0.isEmpty ? nil : $0.sorted()[$0.count / 2] }
  }
}
