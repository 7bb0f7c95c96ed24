package import Operations
package import SafeText
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension DisplayText {
  /// Says what `restore` is about to make: `posix:/psm_1: 4096 bytes, mode 0640, owner
  /// ann, group ann`.
  package init(making metadata: SegmentMetadata, _ format: FormatOptions) {
    switch metadata.name {
    case .posix(let name): self = "posix:\(name: name, format.charset)"
    case .systemV(let key): self = "key:\(key: key)"
    }
    append(
      """
      : \(counted: metadata.size, "byte"), mode \(octal: metadata.mode.rawValue), \
      owner \(user: metadata.owner.user, format), group \(group: metadata.owner.group, format)
      """)
    if let creator = metadata.creator, creator != metadata.owner {
      append(
        ", creator \(user: creator.user, format), creator's group \(group: creator.group, format)")
    }
  }
}
