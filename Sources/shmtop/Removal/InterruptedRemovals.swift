internal import Kernel
internal import ArgumentParser
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Reports, puts back and cleans up what killed removals left.
enum InterruptedRemovals {
  /// Reports the files that were left, those without a directory in one line: any user can make files
  /// with such names.
  static func report(_ snapshot: Snapshot) {
    var besides = 0
    for case .found(let leftover) in InterruptedRemoval.all(in: snapshot) {
      switch leftover.place {
      case .directory(let name) where !leftover.names.isEmpty:
        report(leftover.names.count, "in \(path(name))")
      case .directory: break
      case .file: besides += 1
      }
    }
    if besides > 0 { report(besides, "in /dev/shm with names that start with '.shmtop-'") }
  }

  private static func report(_ count: Int, _ place: DisplayText) {
    StandardError.complain(
      """
      a removal that was killed left \(counted: count, "segment") \(place); \
      'shmtop rm --put-back' puts \(count == 1 ? "it" : "them") back
      """)
  }

  /// Removes the private directories that are empty.
  static func clean(_ snapshot: Snapshot) {
    for case .found(let leftover) in InterruptedRemoval.all(in: snapshot)
    where leftover.names.isEmpty {
      _ = try? leftover.putBack()
    }
  }

  /// Puts all files back under their original names; throws if one may not have been put back.
  static func putBack() throws {
    var snapshotReader = SnapshotReader()
    let snapshot = snapshotReader.read([])
    var isDone = true
    var lines = ResultLines()
    for problem in snapshot.problems {
      StandardError.complain(DisplayText(problem, in: .current))
      if !problem.isMinor || InterruptedRemoval.isHidden(by: problem) { isDone = false }
    }
    for finding in InterruptedRemoval.all(in: snapshot) {
      isDone = putBack(finding, &lines) && isDone
    }
    try lines.conclude()
    if !isDone { throw ExitCode.failure }
  }

  /// Puts the files of one place back, and returns whether it did.
  private static func putBack(
    _ finding: InterruptedRemoval.Finding, _ lines: inout ResultLines
  ) -> Bool {
    switch finding {
    case .found(let leftover): return putBack(leftover, &lines)
    case .inUse(let name):
      StandardError.complain(
        "\(path(name)): not put back: a removal that is still running may use it; try again later")
    case .cut(let name):
      StandardError.complain(
        "\(path(name)): not put back: the end of its old name did not fit; rename it yourself")
    case .unread(let name, let error):
      StandardError.complain("\(path(name)): not put back: \(error, .current)")
    }
    return false
  }

  private static func putBack(
    _ leftover: InterruptedRemoval, _ lines: inout ResultLines
  ) -> Bool {
    var isDone = true
    do throws(Errno) {
      for (name, error) in try leftover.putBack() {
        guard let error else {
          lines.write("posix:\(name: name, .current): put back")
          continue
        }
        StandardError.complain(
          """
          posix:\(name: name, .current): not put back: \(error, .current); it stays in \
          \(path(leftover.place.name))
          """)
        isDone = false
      }
      return isDone
    } catch {
      return putBack(.unread(leftover.place.name, error), &lines)
    }
  }

  /// The path of a name below `/dev/shm`.
  private static func path(_ name: ShmName) -> DisplayText { "/dev/shm\(name: name, .current)" }
}
