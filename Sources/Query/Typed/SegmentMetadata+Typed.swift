internal import Kernel
package import Operations
internal import SafeText
internal import SharedMemory

extension SegmentMetadata.Name {
  /// The name of a segment that is to be created: `posix:/NAME`, `/NAME`, `sysv` for a segment without a
  /// key, or `sysv:KEY`.
  package init(typed text: [UInt8]) throws(TypedProblem) {
    if text.elementsEqual("sysv".utf8) {
      self = .systemV(.private)
      return
    }
    let prefix = Array("sysv:".utf8)
    if text.starts(with: prefix) {
      guard let key = IPCKey(typed: text[prefix.count...]), key != .private else {
        throw TypedProblem(
          "expected sysv:KEY with a key such as 0x52e2c1, or sysv alone for none")
      }
      self = .systemV(key)
      return
    }
    guard case .name(let name)? = Selector(text) else {
      throw TypedProblem("a POSIX name begins with a slash: /NAME; or type sysv or sysv:KEY")
    }
    guard !name.isNested, name.bytes.count <= Self.longest, !name.bytes.contains(0),
      ![[0x2e], [0x2e, 0x2e]].contains(name.bytes)
    else {
      throw TypedProblem(
        "use /NAME: at most 255 bytes after the slash, and no other slash")
    }
    guard !name.isSemaphore else {
      throw TypedProblem(
        "names that begin with /sem. are semaphores; create one with sem_open(3)")
    }
    self = .posix(name)
  }

  /// NAME_MAX.
  private static let longest = 255
}
