internal import TestSupport
internal import Glibc

/// A folder for the files of one test.
struct Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/shmtop-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The bytes of a file in it; `nil` where there is none.
  func contents(of name: String) -> [UInt8]? {
    let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer.prefix(count)
    }
  }

  /// Removes it with the files in it.
  func remove() { _ = try? Command.run(["rm", "-rf", "--", Argument(Array(path.utf8))]) }
}
