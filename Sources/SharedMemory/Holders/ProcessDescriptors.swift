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

    /// Adds a descriptor whose link is not a path: `socket:[115850]`, `anon_inode:[io_uring]`; whether it
    /// is not.
    mutating func addNameless(_ name: UnsafePointer<CChar>, _ link: [UInt8]) -> Bool {
      guard let first = link.first, first != UInt8(ascii: "/"),
        let number = Int32(String(cString: name))
      else { return false }
      if link == ProcessDescriptors.ring { rings.append(number) }
      let socket = ProcessDescriptors.socket
      if link.starts(with: socket), link.last == UInt8(ascii: "]"),
        let inode = ByteParser.unsigned(link[socket.count..<(link.count - 1)], radix: 10)
      {
        sockets.append((number, inode))
      }
      return true
    }
  }

  /// Reads the descriptors of the process whose directory in `/proc` is open.
  ///
  /// `path` is that of the thread below that directory; empty for the first thread.
  func read(_ path: String, of process: FileDescriptor) throws(Errno) -> Result {
    let stream = try DirectoryStream(beneath: process, path: Array((path + "fd").utf8))
    var result = Result()
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    while let name = try stream.next() {
      result.all += 1
      let status: FileStatus
      do throws(Errno) { status = try FileStatus(ofTarget: name, in: stream.file) } catch {
        let link = Self.link(name, in: stream.file, &buffer)
        if let link, result.addNameless(name, link) { continue }
        // The descriptor was closed in the meantime, or its file cannot be a segment: no matter.
        let isGone = error == .noSuchFileOrDirectory || error == .noSuchProcess
        if isGone || !Self.canBeSegment(link) { continue }
        throw error
      }
      switch status.mode.type {
      case .socket:
        Int32(String(cString: name)).map { result.sockets.append(($0, status.identity.inode)) }
        continue
      // Most descriptors: their links need not be read.
      case .characterSpecial, .blockSpecial, .fifo, .directory: continue
      default: break
      }
      // A path that is too long for the kernel gives an error, and no text.
      let text = Self.link(name, in: stream.file, &buffer) ?? []
      if result.addNameless(name, text) { continue }
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

  /// The link of a descriptor, which is a path or the name of something without one, such as `pipe:[42]`;
  /// `nil` if it cannot be read.
  private static func link(
    _ name: UnsafePointer<CChar>, in directory: FileDescriptor, _ buffer: inout [CChar]
  ) -> [UInt8]? {
    let length = try? syscall { readlinkat(directory.rawValue, name, &buffer, buffer.count) }
    return length.map { buffer.prefix($0).map { UInt8(bitPattern: $0) } }
  }

  /// Whether a link can be that of a segment.
  private static func canBeSegment(_ link: [UInt8]?) -> Bool {
    guard let link else { return true }
    return prefixes.contains { link.starts(with: $0) }
  }

  private static let ring = Array("anon_inode:[io_uring]".utf8)
  private static let socket = Array("socket:[".utf8)

  /// The prefixes of links to segments.
  private static let prefixes = ["/dev/shm/", "/memfd:", "/SYSV"].map { Array($0.utf8) }
}
