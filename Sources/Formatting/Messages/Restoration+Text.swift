package import Operations
package import SafeText

extension DisplayText {
  /// Says why a segment was not made again, in one sentence without a full stop.
  package init(
    _ refusal: Restoration.Refusal, of metadata: SegmentMetadata, in charset: Charset
  ) {
    self = "not restored: "
    switch refusal {
    case .nameTaken:
      switch metadata.place {
      case .posix(let name):
        append(literal: "there is a ")
        append(name, in: charset)
      case .systemV(let key):
        append(literal: "there is a segment with key ")
        append(key: key)
      }
      append(literal: " already, which stays as it is")
    case .wrongSize(let bytes):
      append("the bytes beside it are \(bytes) and not \(metadata.size)")
    case .interrupted: append(literal: "interrupted")
    case .wouldNotStay:
      append(literal: "it would go at once: kernel.shm_rmid_forced is on")
    case .unreadable(let error):
      append(literal: "its bytes cannot be read: ")
      append(error, in: charset)
    case .failed(let error): append(error, in: charset)
    }
  }

  /// Says what of a segment that was made again is not as it was.
  package init(_ shortfall: Restoration.Warning, in charset: Charset) {
    self.init()
    switch shortfall {
    case .owner(let error):
      append(literal: "it is yours, as its owner could not be restored: ")
      append(error, in: charset)
    case .mode(let error):
      append(literal: "its mode could not be restored: ")
      append(error, in: charset)
    }
  }
}
