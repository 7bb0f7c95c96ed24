internal import Kernel
internal import SharedMemory

/// One process, whatever has its number later.
struct HolderID: Hashable, Sendable {
  let process: ProcessID
  let start: ProcessStart?

  init(_ holder: Holder) {
    process = holder.process
    start = holder.start
  }
}
