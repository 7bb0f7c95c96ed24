internal import SafeText
internal import SharedMemory

extension DisplayText {
  /// Says that a segment was locked or unlocked: `locked; of its 8.0 MiB, 4.0 KiB are in RAM now …`.
  init(locked isLocked: Bool, _ wasLocked: Bool, of segment: Segment) {
    let state: DisplayText = isLocked ? "locked" : "unlocked"
    self = isLocked == wasLocked ? "\(state), as before" : state
    guard isLocked else { return }
    append("; locked is not resident: ")
    if let resident = segment.resident {
      append("\(spelling: resident) of its \(spelling: segment.size) are in RAM")
    } else {
      append("what is in RAM stays there")
    }
    append(literal: ", and more stays once it is touched")
  }
}
