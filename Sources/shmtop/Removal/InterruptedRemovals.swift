internal import ArgumentParser
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Files left by a removal that was killed.
enum InterruptedRemovals {
  /// Reports the files in private directories.
  static func report(_ snapshot: Snapshot) {
    for leftover in InterruptedRemoval.all(among: snapshot.others) where !leftover.names.isEmpty {
      var text: DisplayText = "a removal that was killed left "
      text.append(counted: leftover.names.count, "segment")
      text.append(literal: " in /dev/shm")
      text.append(leftover.directory, in: .current)
      text.append(literal: "; 'shmtop rm --put-back' puts them back")
      StandardError.complain(text)
    }
  }

  /// Removes the private directories that are empty.
  static func clean(_ snapshot: Snapshot) {
    for leftover in InterruptedRemoval.all(among: snapshot.others) where leftover.names.isEmpty {
      _ = try? leftover.putBack()
    }
  }

  /// Puts all files back under their original names; throws if one could not be put back.
  static func putBack() throws {
    var snapshotReader = SnapshotReader()
    var isDone = true
    for leftover in InterruptedRemoval.all(among: snapshotReader.read([]).others) {
      do throws(Errno) {
        for (name, error) in try leftover.putBack() {
          var text: DisplayText = "posix:"
          text.append(name, in: .current)
          guard let error else {
            text.append(literal: ": put back")
            StandardOutput.report(line: text)
            continue
          }
          text.append(literal: ": not put back: ")
          text.append(error, in: .current)
          text.append(literal: "; it stays in /dev/shm")
          text.append(leftover.directory, in: .current)
          StandardError.complain(text)
          isDone = false
        }
      } catch {
        var text: DisplayText = "/dev/shm"
        text.append(leftover.directory, in: .current)
        text.append(literal: ": ")
        text.append(error, in: .current)
        StandardError.complain(text)
        isDone = false
      }
    }
    if !isDone { throw ExitCode.failure }
  }
}
