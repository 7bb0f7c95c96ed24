package import Escaping
package import SharedMemory

extension OtherFile {
  /// The type of the file in words.
  package var typeText: DisplayText {
    switch type {
    case .fifo: "FIFO"
    case .characterDevice: "character device"
    case .directory: "directory"
    case .blockDevice: "block device"
    case .regular: "file"
    case .symbolicLink: "symbolic link"
    case .socket: "socket"
    case nil: "file of an unknown type"
    }
  }
}
