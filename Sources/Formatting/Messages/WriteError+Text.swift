internal import Contents
package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says why bytes were not written into a segment, in one sentence without a full stop.
  package init(_ error: WriteError, of segment: Segment, _ format: FormatOptions) {
    switch error {
    case .notOpened(let error): self.init(error, of: segment, format)
    case .hasSideEffects(let cost): self = "writing \(cost.text)"
    case .wouldDestroy:
      self = """
        writing would destroy it: kernel.shm_rmid_forced is on and no process has it attached
        """
    case .sealed: self = "it is sealed against writing"
    case .inHugePages: self = "it is in huge pages, which only programs that map it can write"
    case .beyondEnd(let size): self = "it ends at \(size); nothing was written"
    case .unexpected: self = "other bytes stand there; nothing was written"
    case .stopped(let count, let error):
      self = "\(error, format.charset); \(counted: count, "byte") written"
    }
  }
}
