package import SafeText
package import SharedMemory

extension DisplayText {
  /// Appends how many processes were looked at, how long ago, and how many could not be read.
  package mutating func append(surveyOf survey: Survey, now: Timestamp) {
    append("\(survey.processes)")
    append(words: survey.processes == 1 ? " process" : " processes")
    if survey.isComplete {
      append(words: ", all read")
    } else if survey.unreadable.isEmpty {
      append(words: ", others may be hidden")
    } else {
      append(", \(survey.unreadable.count) unreadable")
    }
    let age = now.seconds.subtractingSaturated(survey.taken.seconds)
    if age > 0 {
      append(words: ", ")
      append(age: survey.taken, now: now)
      append(words: " ago")
    }
  }
}
