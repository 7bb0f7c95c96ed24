package import SystemPackage

/// What becomes of a System V segment with its last attachment: `kernel.shm_rmid_forced`.
package enum ShmRmidForced {
  /// Whether the kernel destroys segments that nobody has attached any more, removed or not; `nil`
  /// where it does not say.
  package static func destroys(root: FilePath = "/") -> Bool? {
    let path = root.appending("proc/sys/kernel/shm_rmid_forced")
    guard let text = try? ProcFile.read(path) else { return nil }
    return text.first != UInt8(ascii: "0")
  }
}
