internal import Formatting
internal import Kernel
internal import SafeText

extension Context {
  /// The local time of day of a moment.
  func clock(of moment: Timestamp) -> DisplayText {
    var text = DisplayText()
    text.append(
      clockOf: Timestamp(seconds: moment.seconds.addingSaturated(options.secondsEastOfUTC)))
    return text
  }
}
