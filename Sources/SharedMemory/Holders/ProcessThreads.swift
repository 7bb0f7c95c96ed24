internal import Kernel
internal import SystemPackage

/// The threads of a process that must be read to see all its mappings and descriptors.
///
/// Threads share their memory, and their descriptors too, unless one asked for its own: see clone(2).
///
/// Why: Decisions/13-what-a-process-scan-reads.md
struct ProcessThreads {
  /// The first thread that has not ended; `nil` for the main thread.
  private(set) var living: ProcessID?
  /// One thread for each table of descriptors; `nil` for the main thread.
  private(set) var tables: [ProcessID?]
  /// Whether ``tables`` is complete.
  private(set) var areAllRead = true

  /// Reads the threads of a process; `nil` if all have ended.
  ///
  /// Throws ``Errno/noSuchProcess`` if an exec is in progress, so that this cannot be determined.
  init?(
    of process: ProcessID, _ stat: ProcessStat, in directory: FileDescriptor
  ) throws(Errno) {
    living = nil
    tables = [nil]
    guard stat.isEnding || stat.threads > 1 else { return }
    let threads = try Self.numbers(in: directory)
    var first = process
    if stat.isEnding {
      // The first thread has ended; the others still have the memory.
      var other: ProcessID?
      var isAnyGone = false
      for thread in threads where other == nil {
        switch Self.isLiving(thread, in: directory) {
        case true?: other = thread
        case false?: break
        case nil: isAnyGone = true
        }
      }
      guard let other else {
        // A thread that is gone may have become the first.
        if isAnyGone { throw .noSuchProcess }
        return nil
      }
      first = other
      living = other
      tables = [other]
    }
    var known = Kcmp.DescriptorTables(of: first)
    for thread in threads where thread != process && thread != first && known.insert(thread) {
      guard tables.count < Self.mostTables else {
        areAllRead = false
        break
      }
      tables.append(thread)
    }
  }

  /// The most descriptor tables that are read; more would take longer than a user waits.
  private static let mostTables = 256

  /// The path of a thread below its process's directory: 42 → `task/42/`; empty for `nil`.
  static func path(of thread: ProcessID?) -> String {
    thread.map { "task/\($0.rawValue)/" } ?? ""
  }

  private static func numbers(in directory: FileDescriptor) throws(Errno) -> [ProcessID] {
    let stream = try DirectoryStream(beneath: directory, path: Array("task".utf8))
    var numbers: [ProcessID] = []
    while let name = try stream.next() {
      if let number = Int32(String(cString: name)) { numbers.append(ProcessID(rawValue: number)) }
    }
    return numbers
  }

  /// Whether a thread is running; `nil` if it does not exist.
  private static func isLiving(_ thread: ProcessID, in directory: FileDescriptor) -> Bool? {
    guard let line = try? directory.contents(of: path(of: thread) + "stat") else { return nil }
    return ProcessStat(line).map { !$0.isEnding }
  }
}
