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
    case .nameTaken:
      switch metadata.name {
      case .posix(let name): reason = "\(name: name, charset) already exists and was not changed"
      case .systemV(let key):
        reason = "a segment with key \(key: key) already exists and was not changed"
      }
    case .halfMade(let shmID):
      reason = """
        a segment with its key has mode 0000 and no attachments, as a killed restore leaves one; \
        'shmtop rm \(DisplayText(.systemV(shmID), in: charset))' removes it
        """
    case .wrongSize(let bytes):
      reason = "the .raw file has \(bytes) bytes, not \(metadata.size)"
    case .wrongBytes: reason = "the bytes of the .raw file are not those that were saved"
    case .interrupted: reason = "interrupted"
    case .wouldBeDestroyed:
      reason = "kernel.shm_rmid_forced is on, so it would be destroyed at once"
    case .unreadable(let error): reason = "its bytes cannot be read: \(error, charset)"
    case .failed(let error): reason = "\(error, charset)"
    }
    self = "not restored: \(reason)"
  }
}
