private import Glibc
package import Testing

extension Trait where Self == ConditionTrait {
  /// Skips tests by name if no huge page of 2 MiB is free: `echo 8 >/proc/sys/vm/nr_hugepages` frees some.
  package static var needsHugePage: ConditionTrait {
    .enabled("needs a free huge page") {
      guard let file = fopen("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "r") else {
        return false
      }
      defer { fclose(file) }
      return (1...9).contains(fgetc(file) - 48)
    }
  }
}
