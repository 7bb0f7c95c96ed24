package import Contents
package import SafeText
internal import Kernel
internal import SystemPackage

extension DisplayText {
  /// Says why a file or directory is not used, in one sentence without a full stop that begins with its
  /// path.
  package init(_ refusal: PathRefusal, in charset: Charset) {
    switch refusal {
    case .failed(let path, .fileExists):
      self = "\(escaping: path.bytes, charset): already exists and was not changed"
    case .failed(let path, let error): self = "\(escaping: path.bytes, charset): \(error, charset)"
    case .belongs(let path, let user):
      self = "\(escaping: path.bytes, charset): belongs to another user (uid \(user.rawValue))"
    case .writable(let path): self = "\(escaping: path.bytes, charset): other users may write to it"
    case .link(let path): self = "\(escaping: path.bytes, charset): is a symbolic link"
    case .notRegular(let path): self = "\(escaping: path.bytes, charset): not a regular file"
    case .sizeUnknown(let path):
      self = """
        \(escaping: path.bytes, charset): its size does not tell its bytes, as in /proc; copy it to a file
        """
    case .isSegment(let path):
      self = "\(escaping: path.bytes, charset): is a segment; choose it from the list"
    case .otherNames(let path):
      self = """
        \(escaping: path.bytes, charset): has other names, and other users may write to its directory
        """
    }
  }
}
