package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says why a segment was not changed, in one sentence without a full stop.
  package init(_ error: ChangeError, of segment: Segment, _ format: FormatOptions) {
    switch error {
    case .gone: self = "it has been removed"
    case .replaced where segment.kind == .systemV:
      self = "it has changed, or another segment has its ID; nothing was changed"
    case .replaced: self = "another segment has replaced it; nothing was changed"
    case .leased:
      self = "a process has a lease on it, and opening it would send that process a signal"
    case .notPermitted: self = "not permitted"
    case .failed(let error): self = "\(error, format.charset)"
    }
  }
}
