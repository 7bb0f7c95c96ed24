package import Operations
package import SafeText
internal import SystemPackage
internal import Contents
internal import Kernel

extension DisplayText {
  /// Says why a segment was not saved, in one sentence without a full stop.
  package init(_ error: BackupError, in charset: Charset) {
    self = "not saved and not removed: "
    switch error {
    case .unwritable(let path, let error):
      append("\(escaping: path.bytes, charset): \(error, charset)")
    case .refused(let refusal): append(DisplayText(refusal, in: charset))
    case .inSharedMemory(let path):
      append(
        """
        \(escaping: path.bytes, charset): is in /dev/shm, where a copy takes the memory that removing \
        frees
        """)
    case .unreadable(.hasSideEffects(let sideEffects)):
      append("reading \(sideEffects.text); '--accept \(sideEffects.word)' allows it")
    case .unreadable(let error): append(DisplayText(error, in: charset))
    case .resized: append(literal: "its size has changed")
    case .shrank: append(literal: "it shrank")
    case .interrupted: append(literal: "interrupted")
    }
  }

  /// Says where a segment was saved.
  package init(_ copy: Backup.Copy, in charset: Charset) {
    self = "saved in \(escaping: copy.path.bytes, charset)"
    if !copy.isUnchanged { append(literal: " (it changed while it was saved)") }
  }
}
