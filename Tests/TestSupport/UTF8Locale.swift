private import Glibc

/// The locale of tests that measure text: the C library knows the width of characters only in one.
package enum UTF8Locale {
  /// Whether the process has it; the first to ask takes it for all.
  package static let isTaken = setlocale(LC_CTYPE, "C.UTF-8") != nil
}
