private import CLinux

/// Tells whether two processes or threads share a resource of the kernel.
///
/// The system call is `kcmp`, which requires permission to inspect both processes.
package enum Kcmp {
  /// Whether two processes share their memory; `false` if the kernel does not say.
  ///
  /// The C constant is `KCMP_VM`.
  package static func shareMemory(_ one: ProcessID, _ other: ProcessID) -> Bool {
    clinux_share_memory(one.rawValue, other.rawValue) != 0
  }

  /// A set of descriptor tables, each represented by one thread that uses it.
  ///
  /// The tables are kept in the kernel's order, so that one among thousands is found quickly.
  package struct DescriptorTables {
    private var threads: [ProcessID]

    /// A set with the table of one thread.
    package init(of thread: ProcessID) { threads = [thread] }

    /// Adds the table that a thread uses; returns `false` if it was already in the set.
    ///
    /// If the kernel does not say, the table counts as new: reading a table twice only costs time.
    /// The C constant is `KCMP_FILES`.
    package mutating func insert(_ thread: ProcessID) -> Bool {
      var low = 0
      var high = threads.count
      while low < high {
        let middle = (low + high) / 2
        switch clinux_compare_descriptors(threads[middle].rawValue, thread.rawValue) {
        case 0: return false
        case 1: low = middle + 1
        case 2: high = middle
        default: return true
        }
      }
      threads.insert(thread, at: low)
      return true
    }
  }
}
