private import CLinux

/// Tables of descriptors, one thread standing for each.
///
/// They are kept in the kernel's own order, so that thousands can be told apart.
package struct DescriptorTables {
  private var threads: [ProcessID]

  package init(of thread: ProcessID) { threads = [thread] }

  /// Takes in a thread; `false` where its table is one that is known.
  ///
  /// Where the kernel does not say, a table counts as another: to read one twice does no harm but to
  /// counts. The system call is `kcmp` with `KCMP_FILES`.
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
