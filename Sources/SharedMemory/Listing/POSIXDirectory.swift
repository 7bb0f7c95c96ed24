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
  }

  private let path: FilePath

  /// A reader of `/dev/shm` below `root`.
  package init(root: FilePath) { path = root.appending("dev/shm") }

  /// Whether it probably has a thousand files or more, judged by the directory's size.
  var isLarge: Bool {
    guard let directory = try? DirectoryStream.open(path) else { return false }
    defer { try? directory.close() }
    return (try? FileStatus(of: directory)).map { Self.files(in: $0) >= 1000 } ?? false
  }

  /// The number of files in a tmpfs directory: each adds 20 bytes to the directory's size.
  private static func files(in directory: FileStatus) -> Int {
    Int(clamping: directory.size / 20)
  }

  /// Reads the whole directory.
  ///
  /// `swapIsInUse` says whether the host has anything in swap; `nil` if unknown. If it has, a file's
  /// blocks can be in RAM or in swap. Throws if the directory itself cannot be read; errors below it
  /// are problems of the listing.
  package func read(swapIsInUse: Bool?) throws(ReadProblem) -> Listing {
    let root: FileDescriptor
    do throws(Errno) { root = try DirectoryStream.open(path) } catch {
      throw ReadProblem(path, .failed(error), directory: [])
    }
    defer { try? root.close() }
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: root) } catch {
      throw ReadProblem(path, .failed(error), directory: [])
    }

    var listing = Listing()
    listing.mode = status.mode
    listing.device = status.identity.device
    do throws(Errno) {
      let usage = try FileSystemUsage(of: root)
      if usage.type == .tmpfs { listing.segments.reserveCapacity(Self.files(in: status)) }
      listing.usage = usage
    } catch {
      listing.problems.append(ReadProblem(path, .failed(error)))
    }
    var pending: [ShmName?] = [nil]
    while let directory = pending.popLast() {
      let visit = Visit(
        root: root, path: path, directory: directory, device: status.identity.device,
        memory: FileMemory(listing.usage?.type, swapIsInUse: swapIsInUse))
      do throws(Errno) {
        pending += try visit.list(into: &listing)
      } catch {
        note(error, at: directory, in: &listing)
      }
    }
    return listing
  }

  private func note(_ error: Errno, at directory: ShmName?, in listing: inout Listing) {
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
      listing.problems.append(
        ReadProblem(full, .tooDeep, directory: directory?.bytes, isMinor: true))
    default:
      listing.problems.append(
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
    let memory: FileMemory

    /// Adds the directory's files to the listing and returns the directories in it.
    func list(into listing: inout Listing) throws(Errno) -> [ShmName] {
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
            listing.problems.append(
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
          listing.segments.append(
            Segment(
              .posix(name, status.identity), name.isSemaphore ? .semaphore : .posix, status,
              memory))
          continue
        }
        listing.others.append(
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
