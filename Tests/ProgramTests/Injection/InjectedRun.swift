internal import TestSupport
internal import Testing

/// One run of the program with a fault, and what it left.
struct InjectedRun: CustomStringConvertible {
  let call: String
  let fault: Fault
  /// The number of the call at which the fault came.
  let number: Int
  /// Its exit status as a shell gives it.
  let status: Int
  private(set) var output: [String] = []
  private(set) var errors: [String] = []
  /// The segments that it left: the path below `/dev/shm`, or `sysv`, with mode and checksum.
  private(set) var left: [String: String] = [:]
  /// The same after the program ran once more, without a fault, to mend what is left.
  private(set) var mended: [String: String] = [:]

  /// Whether it failed and said so; a failed `write` can be that of the message.
  var saysFailure: Bool { (1...127).contains(status) && (!errors.isEmpty || call == "write") }

  var description: String {
    """
    \(call) \(number) \(fault.testDescription): status \(status)
    \((output.map { "< " + $0 } + errors.map { "> " + $0 }).joined(separator: "\n"))
    left \(left), mended \(mended)
    """
  }

  /// What is under a name, in the way of a removal that was cut short too.
  func everywhere(_ name: String) -> [String: String] {
    left.filter { path, _ in
      path == name
        || path.hasPrefix(".shmtop-") && (path.hasSuffix("/\(name)") || path.hasSuffix(".\(name)"))
    }
  }

  /// Reads the runs that ``InjectionScenario`` writes.
  static func read(_ lines: [String], call: String, fault: Fault) -> [InjectedRun] {
    var runs: [InjectedRun] = []
    for line in lines {
      let rest = String(line.dropFirst())
      let words = rest.split(separator: " ").map(String.init)
      if line.first == "@", words.count == 2, let number = Int(words[0]), let status = Int(words[1])
      {
        runs.append(InjectedRun(call: call, fault: fault, number: number, status: status))
        continue
      }
      guard let last = runs.indices.last else { continue }
      switch line.first {
      case "<": runs[last].output.append(rest)
      case ">": runs[last].errors.append(rest)
      case "=": runs[last].left[words[0]] = words.dropFirst().joined(separator: " ")
      case "~": runs[last].mended[words[0]] = words.dropFirst().joined(separator: " ")
      default: Issue.record("\(call): \(line)")
      }
    }
    return runs
  }
}
