package import Escaping
package import SharedMemory

extension OtherFile {
  /// The type of the file in words.
  package var typeText: DisplayText { Self.text(of: type) }

  /// Appends how many files of this type there are.
  package static func append(
    _ count: Int, of type: FileType?, to text: inout DisplayText
  ) {
    text.append(count)
    text.append(words: " ")
    switch (type, count) {
    case (_, 1): text.append(Self.text(of: type))
    case (.directory, _): text.append(words: "directories")
    case (nil, _): text.append(words: "files of an unknown type")
    default:
      text.append(Self.text(of: type))
      text.append(words: "s")
    }
  }

  private static func text(of type: FileType?) -> DisplayText {
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
