private import CLinux

/// The characters that are printed unescaped.
package enum Charset: Sendable {
  /// Printable ASCII; everything else is written as an escape.
  case ascii
  /// Printable Unicode in UTF-8.
  case utf8

  /// The characters that the process's locale can show.
  ///
  /// The C function is `nl_langinfo(CODESET)`.
  package static var current: Charset { clinux_locale_is_utf8() != 0 ? .utf8 : .ascii }

  /// Sets this process's locale from `LC_ALL`, `LC_CTYPE` and `LANG`, and returns the characters that
  /// it can show.
  ///
  /// The C function is `setlocale`.
  package static func setLocaleFromEnvironment() -> Charset {
    clinux_set_locale_from_environment()
    return current
  }
}
