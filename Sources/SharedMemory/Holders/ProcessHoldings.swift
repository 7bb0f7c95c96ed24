private import Glibc
internal import SystemPackage

/// What one process holds, and what of it could not be read.
struct ProcessHoldings: Sendable {
  let process: ProcessID
  let stat: ProcessStat
  let user: UserID
  var mappings: [Mapping] = []
  var descriptors: [ProcessDescriptors.Found] = []
  /// Whether its mappings or its descriptors could not be read.
  var isUnreadable = false
  /// Whether it lives in another IPC namespace; known only where it maps System V segments.
  var isForeign = false

  /// Reads a process; throws ``Errno/noSuchProcess`` where it is gone or can hold nothing, and what
  /// else the system said where even that cannot be known.
  ///
  /// Kernel threads and the ended hold nothing, and what they refuse is nothing that is missing.
  init(
    _ process: ProcessID, in proc: FileDescriptor, _ context: Context
  ) throws(Errno) {
    let name = Array(String(process.rawValue).utf8)
    do throws(Errno) {
      let directory = try Beneath.open(name, in: proc, O_RDONLY | O_DIRECTORY)
      defer { try? directory.close() }
      let stat = ProcessStat(try directory.contents(of: "stat"))
      // The first thread can have ended while others go on: they have the memory.
      guard let stat, !stat.isKernelThread, !stat.isZombie || stat.threads > 1 else {
        throw Errno.noSuchProcess
      }
      self.process = process
      self.stat = stat
      user = try FileStatus(of: directory).owner.user
      read(directory, context)
    } catch {
      throw error == .noSuchFileOrDirectory ? .noSuchProcess : error
    }
  }

  /// What all processes are read with.
  struct Context: Sendable {
    let files: SegmentFiles
    let ipcNamespace: UInt64?
    var way: ProcessMappings.Way?
    var readsDescriptors = true
  }

  private mutating func read(_ directory: FileDescriptor, _ context: Context) {
    let thread = stat.isZombie ? Self.livingThread(in: directory) : ""
    guard let place = thread else {
      isUnreadable = true
      return
    }
    do throws(Errno) {
      mappings = try ProcessMappings(files: context.files)
        .read(place + "maps", of: directory, by: context.way)
    } catch { note(error) }
    if context.readsDescriptors {
      do throws(Errno) {
        descriptors = try ProcessDescriptors(files: context.files)
          .read(place + "fd", of: directory)
      } catch { note(error) }
    }
    guard mappings.contains(where: { $0.object.isSystemV }) else { return }
    var namespace = Glibc.stat()
    let isKnown = fstatat(directory.rawValue, "ns/ipc", &namespace, 0) == 0
    isForeign = isKnown && UInt64(namespace.st_ino) != context.ipcNamespace
  }

  /// A process that ended meanwhile holds nothing; all else is something that is missing.
  private mutating func note(_ error: Errno) {
    if error != .noSuchProcess && error != .noSuchFileOrDirectory { isUnreadable = true }
  }

  private static func livingThread(in directory: FileDescriptor) -> String? {
    guard let stream = try? DirectoryStream(beneath: directory, path: Array("task".utf8)) else {
      return nil
    }
    while let name = try? stream.next() {
      let place = "task/\(String(cString: name))/"
      guard let line = try? directory.contents(of: place + "stat"),
        let stat = ProcessStat(line), !stat.isZombie
      else { continue }
      return place
    }
    return nil
  }
}

extension Mapping.Object {
  var isSystemV: Bool { if case .systemV = self { true } else { false } }
}
