internal import ArgumentParser
internal import Kernel
internal import Operations
internal import Query
internal import SharedMemory

/// The name of a segment that is to be created, as given on the command line.
enum NewSegmentArgument {
  /// `posix:/NAME`, `/NAME`, `sysv` for a segment without a key, or `sysv:KEY`.
  static func name(_ argument: String) throws -> SegmentMetadata.Name {
    let bytes = RawArguments.bytes(of: argument)
    if bytes.elementsEqual("sysv".utf8) { return .systemV(.private) }
    let prefix = Array("sysv:".utf8)
    if bytes.starts(with: prefix) {
      guard let key = IPCKey(typed: bytes[prefix.count...]), key != .private else {
        throw ValidationError(
          "expected sysv:KEY with a key such as 0x52e2c1, or sysv alone for none.")
      }
      return .systemV(key)
    }
    guard case .name(let name)? = Selector(bytes) else {
      throw ValidationError("expected posix:/NAME, sysv or sysv:KEY.")
    }
    guard !name.isNested, name.bytes.count <= longest, !name.bytes.contains(0),
      ![[0x2e], [0x2e, 0x2e]].contains(name.bytes)
    else {
      throw ValidationError(
        "expected a name of at most 255 bytes without a slash, as shm_open(3) takes it.")
    }
    guard !name.isSemaphore else {
      throw ValidationError("this name is that of a semaphore, which only sem_open(3) can make.")
    }
    return .posix(name)
  }

  /// NAME_MAX.
  private static let longest = 255
}
