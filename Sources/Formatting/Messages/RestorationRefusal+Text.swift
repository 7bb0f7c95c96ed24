internal import SharedMemory
package import Operations
package import SafeText

extension DisplayText {
  /// Says why a segment was not restored, in one sentence without a full stop.
  package init(
    _ refusal: Restoration.Refusal, of metadata: SegmentMetadata, in charset: Charset
  ) {
    let reason: DisplayText
    switch refusal {
    case .nameTaken: reason = DisplayText(taken: metadata.name, in: charset)
    case .halfMade(let shmID): reason = DisplayText(halfMade: shmID, by: "restore", in: charset)
    case .wrongSize(let bytes):
      reason = "the .raw file has \(bytes) bytes, not \(metadata.size)"
    case .wrongBytes: reason = "the bytes of the .raw file are not those that were saved"
    case .interrupted: reason = "interrupted"
    case .wouldBeDestroyed: reason = Self.destroyedAtOnce
    case .unreadable(let error): reason = "its bytes cannot be read: \(error, charset)"
    case .failed(let error): reason = "\(error, charset)"
    }
    self = "not restored: \(reason)"
  }
}
