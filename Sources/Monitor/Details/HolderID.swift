internal import Kernel
internal import SharedMemory

/// The identity of a holder: a PID and its start time, because PIDs are reused.
struct HolderID: Hashable, Sendable {
  let process: ProcessID
  let start: ProcessStart?

  init(_ holder: Holder) {
    process = holder.process
    start = holder.start
  }
}
