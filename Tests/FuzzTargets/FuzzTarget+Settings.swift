internal import Formatting
internal import Monitor
internal import SafeText

extension FuzzTarget {
  /// The settings file, as it is read at the start and as `S` changes it.
  static let settings = FuzzTarget(name: "settings") { text in
    let (settings, problems) = UserSettings.parse(text)
    let count = lines(in: text)
    for problem in problems {
      if !(1...count).contains(problem.line) { return "line \(problem.line) of \(count)" }
      if problem.text.isEmpty { return "no message" }
    }
    let fresh = UserSettings.parse(settings.text)
    if fresh.settings != settings || !fresh.problems.isEmpty { return "is not read as written" }
    let changed = settings.text(changing: text)
    let again = UserSettings.parse(changed)
    if again.settings != settings { return "saving changes the settings" }
    if again.problems.count > problems.count { return "saving makes a line wrong" }
    return settings.text(changing: changed) == changed ? nil : "saving twice is not saving once"
  }
}
