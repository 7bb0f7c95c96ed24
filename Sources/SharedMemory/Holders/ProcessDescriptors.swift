private import Glibc
internal import Kernel
internal import SystemPackage

/// The open files of one process that may be segments: `/proc/PID/fd`.
struct ProcessDescriptors {
  let files: SegmentFiles
  /// The thread that they belong to, if it is not the process's first.
  var thread: ProcessID?

  /// A descriptor for an object that may be a segment.
  struct Found {
    let number: Int32
    let thread: ProcessID?
    let object: Mapping.Object
    let isWritable: Bool
    /// The path as the kernel writes it, for files that are in no listing.
    let path: [UInt8]?
  }

  /// The descriptors of a thread, sorted by what they can hold.
  struct Result {
    /// Those that may be segments.
    var found: [Found] = []
    /// The numbers of those for an io_uring.
    var rings: [Int32] = []
    /// The numbers of those for a socket, with the socket's inode.
    var sockets: [(number: Int32, inode: UInt64)] = []
    /// The number of all descriptors.
    var all = 0
  }

  /// Reads the descriptors of the process whose directory in `/proc` is open.
  ///
  /// `path` is that of the thread below that directory; empty for the first thread.
  func read(_ path: String, of process: FileDescriptor) throws(Errno) -> Result {
    let stream = try DirectoryStream(beneath: process, path: Array((path + "fd").utf8))
    var result = Result()
    var link = [CChar](repeating: 0, count: Int(PATH_MAX))
    while let name = try stream.next() {
      result.all += 1
      let length: Int
      do throws(Errno) {
        length = try syscall { readlinkat(stream.file.rawValue, name, &link, link.count) }
      } catch {
        if error == .noSuchFileOrDirectory || error == .noSuchProcess { continue }
        length = 0
      }
      // The link of a pipe or a socket does not start with a slash: `pipe:[42]`. A path that is too
      // long for the kernel gives an error, and `length` is 0.
      let text = link.prefix(length).map { UInt8(bitPattern: $0) }
      if length > 0 && text[0] != UInt8(ascii: "/") {
        Self.addNameless(text, Int32(String(cString: name)), to: &result)
        continue
      }
      let status: FileStatus
      do throws(Errno) { status = try FileStatus(ofTarget: name, in: stream.file) } catch {
        // The descriptor was closed in the meantime, or its file cannot be a segment: no matter.
        let isGone = error == .noSuchFileOrDirectory || error == .noSuchProcess
        let canBeSegment = text.isEmpty || Self.prefixes.contains { text.starts(with: $0) }
        if isGone || !canBeSegment { continue }
        throw error
      }
      let object = files.object(
        device: status.identity.device, inode: status.identity.inode
      ) { text[...] }
      guard let object, status.mode.type == .regular,
        let number = Int32(String(cString: name))
      else { continue }
      let isWritable =
        (try? FileStatus(of: name, in: stream.file))
        .map { $0.mode.rawValue & 0o200 != 0 } ?? false
      result.found.append(
        Found(
          number: number, thread: thread, object: object.object, isWritable: isWritable,
          path: object.path))
    }
    return result
  }

  /// Adds a descriptor whose link is not a path: `socket:[115850]`, `anon_inode:[io_uring]`.
  private static func addNameless(_ link: [UInt8], _ number: Int32?, to result: inout Result) {
    guard let number else { return }
    if link == ring { result.rings.append(number) }
    guard link.starts(with: socket), link.last == UInt8(ascii: "]"),
      let inode = ByteParser.unsigned(link[socket.count..<(link.count - 1)], radix: 10)
    else { return }
    result.sockets.append((number, inode))
  }

  private static let ring = Array("anon_inode:[io_uring]".utf8)
  private static let socket = Array("socket:[".utf8)

  /// The prefixes of links to segments.
  private static let prefixes = ["/dev/shm/", "/memfd:", "/SYSV"].map { Array($0.utf8) }
}
