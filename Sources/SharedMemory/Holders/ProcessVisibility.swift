private import Glibc
internal import Kernel
internal import SystemPackage

/// Checks whether `/proc` shows every process that can hold shared memory.
///
/// Why: Decisions/15-visibility-gaps.md
struct ProcessVisibility {
  /// The reasons why `/proc` can lack processes without any error.
  let visibilityGaps: Set<HolderScan.VisibilityGap>

  /// Checks how `/proc` below `root` is mounted, and the PID namespace of this program.
  init(root: FilePath) {
    let mounts = (try? ProcFile.read(root.appending("proc/self/mountinfo"))) ?? []
    self.init(
      mounts: mounts, namespace: ProcessDirectory.namespace("pid", of: "self", root: root))
  }

  /// Whether this program may inspect all processes: it is root, and not in a user namespace.
  static func isRoot(root: FilePath) -> Bool {
    geteuid() == 0
      && ProcessDirectory.namespace("user", of: "self", root: root) == initialUserNamespace
  }

  /// `PROC_USER_INIT_INO` of the kernel's `<linux/proc_ns.h>`.
  private static let initialUserNamespace: UInt64 = 0xefff_fffd

  /// Decides by the text of `/proc/self/mountinfo` and the inode of `/proc/self/ns/pid`.
  ///
  /// `24 28 0:22 / /proc rw - proc proc rw,hidepid=2` → ``HolderScan/VisibilityGap/hiddenProcesses``.
  init(mounts: [UInt8], namespace: UInt64?) {
    let isHiding = mounts.split(separator: UInt8(ascii: "\n")).contains { line in
      let words = line.split(separator: UInt8(ascii: " ")).map { Array($0) }
      guard words.count > 4, words[4] == Array("/proc".utf8), let options = words.last else {
        return false
      }
      return options.split(separator: UInt8(ascii: ",")).contains { Self.hides($0) }
    }
    var visibilityGaps: Set<HolderScan.VisibilityGap> = []
    if isHiding { visibilityGaps.insert(.hiddenProcesses) }
    if namespace != Self.initialNamespace { visibilityGaps.insert(.otherNamespaces) }
    self.visibilityGaps = visibilityGaps
  }

  private static func hides(_ option: ArraySlice<UInt8>) -> Bool {
    let option = String(decoding: option, as: UTF8.self)
    return option == "subset=pid"
      || (option.hasPrefix("hidepid=") && option != "hidepid=0" && option != "hidepid=off")
  }

  /// `PROC_PID_INIT_INO` of the kernel's `<linux/proc_ns.h>`.
  private static let initialNamespace: UInt64 = 0xefff_fffc
}
