private import Glibc

/// The time zone of this program's environment: `TZ`, or that of the host.
package enum LocalTime {
  /// The seconds east of UTC at a moment; 0 if the C library does not know, as for the year 10^12.
  ///
  /// The C function is `localtime_r`.
  package static func offset(at moment: Timestamp) -> Int64 {
    var seconds = time_t(moment.seconds)
    var local = tm()
    return localtime_r(&seconds, &local) == nil ? 0 : Int64(local.tm_gmtoff)
  }
}
