internal import Kernel
package import SafeText
package import SharedMemory
internal import SystemPackage

extension NonSegment {
  /// The type of the file in words.
  package var typeText: DisplayText { isMountPoint ? "mount point" : Self.text(of: type) }

  /// Appends a number of files of this type: `2 directories`.
  package func append(count: Int, to text: inout DisplayText) {
    if !isMountPoint, type == .directory, count != 1 {
      text.append("\(count) directories")
    } else {
      text.append("\(count) \(typeText)")
      if count != 1 { text.append(literal: "s") }
    }
  }

  private static func text(of type: FileType) -> DisplayText {
    switch type {
    case .fifo: "FIFO"
    case .characterSpecial: "character device"
    case .directory: "directory"
    case .blockSpecial: "block device"
    case .regular: "file"
    case .symbolicLink: "symbolic link"
    case .socket: "socket"
    default: "unknown file"
    }
  }
}
