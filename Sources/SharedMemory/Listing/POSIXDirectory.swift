package import Kernel
package import SystemPackage

/// The POSIX segments and semaphores: the regular files in `/dev/shm`, at any depth.
///
/// The directory is world-writable, so its files can be traps for a reader. Only directories are
/// opened, and symbolic links and mount points are not followed.
///
/// Why: Decisions/11-hostile-dev-shm.md
package struct POSIXDirectory: Sendable {
  /// The files that were found, in the order in which the kernel lists them.
  package struct Listing: Sendable {
    package var segments: [Segment] = []
    package var others: [NonSegment] = []
    package var usage: FileSystemUsage?
    /// The file system, as `st_dev`.
    package var device: UInt64?
    /// The mode of `/dev/shm` itself.
    package var mode: FileMode?
    package var problems: [ReadProblem] = []

    package init() {}

    /// All but the segments.
    init(_ contents: Contents) {
      (others, usage, device) = (contents.others, contents.usage, contents.device)
      (mode, problems) = (contents.mode, contents.problems)
    }
  }

  /// What is in the directory, before segments are made of it.
  struct Contents: Sendable {
    var files = Pieces<File>()
    var others: [NonSegment] = []
    var usage: FileSystemUsage?
    var device: UInt64?
    var mode: FileMode?
    var problems: [ReadProblem] = []

    /// A regular file.
    struct File: Sendable {
      let name: ShmName
      let status: FileStatus
    }

    /// Whether the same segments are made of it as of earlier contents.
    func hasSameFiles(as earlier: Contents) -> Bool {
      files.count == earlier.files.count && problems == earlier.problems
        && usage?.type == earlier.usage?.type && device == earlier.device
        && zip(files.arrays, earlier.files.arrays).allSatisfy { now, earlier in
          zip(now, earlier).allSatisfy {
            $0.status.isUnchanged(since: $1.status) && $0.name == $1.name
          }
        }
    }
  }

  private let path: FilePath

  /// A reader of `/dev/shm` below `root`.
  package init(root: FilePath) { path = root.appending("dev/shm") }

  /// The number of files that it probably has, not counting those in directories; 0 if it is no tmpfs.
  ///
  /// Each adds 20 bytes to the size of a directory of a tmpfs. Other file systems can report any size.
  var probableCount: Int {
    guard let directory = try? DirectoryStream.open(path) else { return 0 }
    defer { try? directory.close() }
    guard (try? FileSystemUsage(of: directory).type) == .tmpfs else { return 0 }
    return (try? FileStatus(of: directory)).map { Int(clamping: $0.size / 20) } ?? 0
  }

  /// Reads the whole directory.
  ///
  /// `swapIsInUse` says whether the host has anything in swap; `nil` if unknown. If it has, a file's
  /// blocks can be in RAM or in swap. Throws if the directory itself cannot be read; errors below it
  /// are problems of the listing.
  package func read(swapIsInUse: Bool?) throws(ReadProblem) -> Listing {
    var contents = try contents()
    var listing = Listing(contents)
    Self.append(segmentsOf: &contents, to: &listing.segments, swapIsInUse: swapIsInUse)
    return listing
  }

  /// Makes the segments of the files, and takes these out of the contents.
  ///
  /// `swapIsInUse` is that of ``read(swapIsInUse:)``.
  static func append(
    segmentsOf contents: inout Contents, to segments: inout [Segment], swapIsInUse: Bool?
  ) {
    let memory = FileMemory(contents.usage?.type, swapIsInUse: swapIsInUse)
    contents.files.takeEach { file in
      let kind: Segment.Kind = file.name.isSemaphore ? .semaphore : .posix
      segments.append(Segment(.posix(file.name, file.status.identity), kind, file.status, memory))
    }
  }

  /// Reads the whole directory without making segments; errors are those of ``read(swapIsInUse:)``.
  func contents() throws(ReadProblem) -> Contents {
    let root: FileDescriptor
    do throws(Errno) { root = try DirectoryStream.open(path) } catch {
      throw ReadProblem(path, .failed(error), directory: [])
    }
    defer { try? root.close() }
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: root) } catch {
      throw ReadProblem(path, .failed(error), directory: [])
    }

    var contents = Contents()
    contents.mode = status.mode
    contents.device = status.identity.device
    do throws(Errno) {
      contents.usage = try FileSystemUsage(of: root)
    } catch {
      contents.problems.append(ReadProblem(path, .failed(error)))
    }
    var pending: [ShmName?] = [nil]
    while let directory = pending.popLast() {
      let visit = Visit(
        root: root, path: path, directory: directory, device: status.identity.device)
      do throws(Errno) {
        pending += try visit.list(into: &contents)
      } catch {
        note(error, at: directory, in: &contents)
      }
    }
    return contents
  }

  private func note(_ error: Errno, at directory: ShmName?, in contents: inout Contents) {
    let full = directory.map { path.appending(bytes: $0.bytes) } ?? path
    switch error {
    case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels:
      // It was removed or replaced after its parent was read.
      break
    case .improperLink:
      // The root of another file system; Errno's name for EXDEV is improperLink.
      break
    case .fileNameTooLong:
      // Minor, or any user could make every list fail.
      contents.problems.append(
        ReadProblem(full, .tooDeep, directory: directory?.bytes, isMinor: true))
    default:
      contents.problems.append(
        ReadProblem(
          full, .failed(error), directory: directory?.bytes ?? [],
          isMinor: directory != nil && !error.isShortage))
    }
  }
}

extension POSIXDirectory {
  /// One directory of the walk through `/dev/shm`.
  struct Visit {
    let root: FileDescriptor
    /// The path of `/dev/shm`.
    let path: FilePath
    /// The directory below `/dev/shm`; `nil` for `/dev/shm` itself.
    let directory: ShmName?
    /// The file system, as `st_dev`; files on another one are left out.
    let device: UInt64

    /// Adds the directory's files and returns the directories in it.
    func list(into contents: inout Contents) throws(Errno) -> [ShmName] {
      var directories: [ShmName] = []
      var isRefused = false
      let stream = try DirectoryStream(beneath: root, path: directory?.bytes)
      while let entry = try stream.next() {
        let status: FileStatus
        do throws(Errno) { status = try FileStatus(of: entry, in: stream.file) } catch {
          // It was removed after the directory was read.
          if error == .noSuchFileOrDirectory { continue }
          // All files of a directory that may not be searched fail in the same way.
          if directory == nil || !isRefused {
            let name = (directory ?? name(of: entry)).bytes
            // Minor, because any user can mount a file system here that refuses others.
            contents.problems.append(
              ReadProblem(
                path.appending(bytes: name), .failed(error), directory: name,
                isMinor: !error.isShortage))
          }
          isRefused = true
          continue
        }
        let name = name(of: entry)
        let type = status.mode.type
        let isMountPoint = status.identity.device != device
        if type == .regular && !isMountPoint {
          contents.files.append(Contents.File(name: name, status: status))
          continue
        }
        contents.others.append(
          NonSegment(
            name: name, type: type, owner: status.owner, identity: status.identity,
            isMountPoint: isMountPoint))
        if type == .directory && !isMountPoint { directories.append(name) }
      }
      return directories
    }

    private func name(of entry: UnsafePointer<CChar>) -> ShmName {
      let file = UnsafeRawBufferPointer(start: entry, count: DirectoryStream.length(entry))
      guard let directory else { return ShmName(file) }
      return ShmName(directory.bytes + [UInt8(ascii: "/")] + file)
    }
  }
}
