private import Glibc
internal import SystemPackage

/// Whether `/proc` shows every process that can hold shared memory.
struct ProcessVisibility {
  /// Whether processes can be missing from it without any error.
  let canMissProcesses: Bool

  /// Looks at how `/proc` below `root` is mounted and at the PID namespace of this program.
  init(root: FilePath) {
    let mounts = (try? FileContents.read(root.appending("proc/self/mountinfo"))) ?? []
    let lines = mounts.split(separator: UInt8(ascii: "\n"))
    let isHiding = lines.contains { line in
      let words = line.split(separator: UInt8(ascii: " ")).map { Array($0) }
      guard words.count > 4, words[4] == Array("/proc".utf8), let options = words.last else {
        return false
      }
      return options.split(separator: UInt8(ascii: ",")).contains { Self.hides($0) }
    }
    var namespace = stat()
    let path = root.appending("proc/self/ns/pid")
    let isKnown = path.withPlatformString { stat($0, &namespace) } == 0
    canMissProcesses = isHiding || !isKnown || namespace.st_ino != Self.initialNamespace
  }

  private static func hides(_ option: ArraySlice<UInt8>) -> Bool {
    let option = String(decoding: option, as: UTF8.self)
    return option == "subset=pid"
      || (option.hasPrefix("hidepid=") && option != "hidepid=0" && option != "hidepid=off")
  }

  /// `PROC_PID_INIT_INO` of the kernel's `<linux/proc_ns.h>`.
  private static let initialNamespace: ino_t = 0xefff_fffc
}
