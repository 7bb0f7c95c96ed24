internal import Kernel

/// A moment in the Gregorian calendar, UTC.
///
/// The owner of a file can set its times to any number, and `gmtime` fails for some.
///
/// Why: Decisions/08-no-foundation.md
struct CalendarDate {
  let year: Int64
  /// 1 to 12.
  let month: Int64
  /// 1 to 31.
  let day: Int64
  /// 0 to 86,399.
  let secondOfDay: Int64
  /// 0 is Sunday, 6 Saturday.
  let weekday: Int

  init(_ moment: Timestamp) {
    let (days, second) = moment.seconds.floorDivided(by: 86400)
    // Years that start in March put the leap day last: 400 of them have 146,097 days.
    let (era, dayOfEra) = (days + 719_468).floorDivided(by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    secondOfDay = second
    // The first day of 1970 was a Thursday.
    weekday = Int((days + 4).floorDivided(by: 7).remainder)
  }
}

extension CalendarDate {
  func isSameDay(as other: CalendarDate) -> Bool {
    (year, month, day) == (other.year, other.month, other.day)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
