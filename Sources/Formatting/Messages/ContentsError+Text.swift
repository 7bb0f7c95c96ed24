package import Contents
internal import Kernel
package import SafeText

extension DisplayText {
  /// Says why a segment's bytes are not shown, in one sentence without a full stop.
  package init(_ error: ContentsError, in charset: Charset) {
    switch error {
    case .hasSideEffects(let cost): self = cost.text
    case .wouldDestroy:
      self = """
        reading would destroy it: kernel.shm_rmid_forced is on and no process has it attached
        """
    case .gone: self = "it has been removed"
    case .replaced: self = "another segment has replaced it"
    case .notPermitted: self = "not permitted: its mode does not let you read it"
    case .leased:
      self = "a process has a lease on it, and opening it would send that process a signal"
    case .wentToSwap:
      self = "part of it was swapped out, and cannot be told from holes"
    case .failed(let error): self = "\(error, charset)"
    }
  }
}
