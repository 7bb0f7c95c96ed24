private import Glibc
internal import Kernel
internal import SystemPackage

/// The result of scanning one process: the segments that it holds, and whether all could be read.
///
/// Why: Decisions/13-what-a-process-scan-reads.md, Decisions/69-a-text-that-makes-no-sense.md
struct ProcessScan: Sendable {
  let process: ProcessID
  let stat: ProcessStat
  let start: ProcessStart
  /// The thread through which it was read; `nil` unless the first thread has ended.
  private(set) var thread: ProcessID?
  /// Its PID inside its own PID namespace; `nil` if that is this program's namespace.
  private(set) var innerPID: ProcessID?
  let user: UserID
  /// How many times its table of descriptors was found empty.
  private var emptyTables = 0
  /// The objects that it maps or has open, with the counts for each.
  private(set) var held: [Mapping.Object: HeldTally] = [:]
  /// Descriptors that were sent to its Unix sockets and not received yet.
  private(set) var inFlight: UInt64 = 0
  /// The files that it registered with an io_uring, by path, with a holder record for each.
  private(set) var registered: [[UInt8]: Holder] = [:]
  /// The inode of its mount namespace; `nil` if it could not be read.
  private(set) var mountNamespace: UInt64?
  /// Whether it is in this program's mount namespace.
  private(set) var isInOwnMountNamespace = false
  /// Whether its mappings or its descriptors could not be read.
  var isUnreadable = false
  /// The error for which it could not be read, if descriptors or memory ran out: ``Errno/isShortage``.
  private(set) var shortage: Errno?
  /// Whether its parent has the same memory, as between `vfork` and `exec`.
  private(set) var sharesMemoryWithParent = false
  /// Whether it is in another IPC namespace; `false` if it maps no System V segments.
  var isForeign = false

  /// Scans a process; `nil` for a kernel thread or a process that has ended, which hold nothing.
  ///
  /// Throws ``Errno/noSuchProcess`` if the process does not exist. It can seem not to exist while an
  /// exec makes another thread its first. Throws other errors if its directory cannot be read.
  init?(
    _ process: ProcessID, in proc: FileDescriptor, _ context: Context
  ) throws(Errno) {
    let name = Array(String(process.rawValue).utf8)
    do throws(Errno) {
      let directory = try OpenBeneath.open(name, in: proc, O_RDONLY | O_DIRECTORY)
      defer { try? directory.close() }
      // A text that makes no sense does not tell that the process holds nothing.
      guard let stat = ProcessStat(try directory.contents(of: "stat")) else { throw .badMessage }
      guard !stat.holdsNothing else { return nil }
      self.process = process
      self.stat = stat
      start = context.clock.start(ofTicks: stat.start)
      user = try FileStatus(of: directory).owner.user
      guard try read(directory, context) else { return nil }
    } catch {
      throw error == .noSuchFileOrDirectory ? .noSuchProcess : error
    }
  }

  /// The settings for reading all processes.
  struct Context: Sendable {
    let files: SegmentFiles
    let ipcNamespace: UInt64?
    var processNamespace: UInt64?
    var mountNamespace: UInt64?
    var sockets = SocketFilter()
    var interface: ProcessMappings.Interface?
    var readsDescriptors = true
    var readsDetails = false
    var clock = StartClock()
  }

  /// Reads what it holds; `false` if it has ended in the meantime.
  private mutating func read(
    _ directory: FileDescriptor, _ context: Context
  ) throws(Errno) -> Bool {
    var stat = stat
    for _ in 0..<Self.mostTries {
      guard let threads = try ProcessThreads(of: process, stat, in: directory) else { return false }
      let isWhole = read(threads, directory, context)
      guard let next = ProcessStat(try directory.contents(of: "stat")) else { throw .badMessage }
      guard !next.holdsNothing else { return false }
      // A thread that has just ended, or that an exec has made the first, seems to hold nothing. So
      // the result counts only if the process is still the same run.
      if isWhole && next.isSameRun(as: stat) {
        readNamespaces(directory, context)
        // Here, because it can wait for ever, as everything about the memory of a process.
        sharesMemoryWithParent =
          held.values.contains { $0.holder.attachments > 0 }
          && Kcmp.shareMemory(process, stat.parent)
        if context.readsDetails { readDetails(directory) }
        return true
      }
      stat = next
    }
    // The process exists, but changes each time it is read.
    isUnreadable = true
    return true
  }

  private static let mostEmptyTables = 6
  private static let execMicroseconds: UInt32 = 300
  private static let mostTries = 10

  /// Reads what threads hold; `false` if one of them has ended.
  private mutating func read(
    _ threads: ProcessThreads, _ directory: FileDescriptor, _ context: Context
  ) -> Bool {
    thread = threads.living
    held = [:]
    inFlight = 0
    registered = [:]
    do throws(Errno) {
      let mappings = try ProcessMappings(files: context.files)
        .read(ProcessThreads.path(of: thread) + "maps", of: directory, by: context.interface)
      add(mappings)
    } catch {
      if error == .noSuchProcess || error == .noSuchFileOrDirectory { return false }
      fail(error)
    }
    guard context.readsDescriptors else { return true }
    let emptyHolder = emptyHolder
    for thread in threads.tables {
      do throws(Errno) {
        let read = try ProcessDescriptors(files: context.files, thread: thread)
          .read(ProcessThreads.path(of: thread), of: directory)
        // During an exec the first thread briefly has none; otherwise an empty table is rare.
        if read.all == 0 && emptyTables < Self.mostEmptyTables {
          emptyTables += 1
          usleep(Self.execMicroseconds)
          return false
        }
        for descriptor in read.found {
          held[descriptor.object, default: HeldTally(holder: emptyHolder)].add(descriptor)
        }
        addHidden(read, of: thread, directory, context)
      } catch {
        if error == .noSuchProcess || error == .noSuchFileOrDirectory { return false }
        fail(error)
      }
    }
    if !threads.areAllRead { isUnreadable = true }
    return true
  }

  /// Notes that something could not be read.
  private mutating func fail(_ error: Errno) {
    isUnreadable = true
    if error.isShortage { shortage = error }
  }

  /// Adds what its rings and sockets hold without a descriptor.
  ///
  /// A ring in use does not tell its files. Its `fdinfo` is read again a few times; then the process counts
  /// as unreadable.
  private mutating func addHidden(
    _ found: ProcessDescriptors.Result, of thread: ProcessID?, _ directory: FileDescriptor,
    _ context: Context
  ) {
    let sockets = context.sockets.possible(among: found.sockets, of: directory)
    func read(_ number: Int32) -> DescriptorInfo? {
      let path = ProcessThreads.path(of: thread) + "fdinfo/\(number)"
      do throws(Errno) { return DescriptorInfo(try directory.contents(of: path)) } catch {
        if error != .noSuchFileOrDirectory && error != .noSuchProcess { isUnreadable = true }
        return nil
      }
    }
    for number in sockets { inFlight = inFlight.addingSaturated(read(number)?.inFlight ?? 0) }
    for number in found.rings {
      var info = read(number)
      for _ in 0..<Self.ringTries where info?.tellsRegistered == false { info = read(number) }
      guard let info else { continue }
      if !info.tellsRegistered { isUnreadable = true }
      for path in info.registered {
        var holder = registered[path] ?? emptyHolder
        holder.registrations += 1
        registered[path] = holder
      }
    }
  }

  private static let ringTries = 10

  private mutating func readDetails(_ directory: FileDescriptor) {
    guard !(held.isEmpty && registered.isEmpty) else { return }
    let details = ProcessDetails(of: directory, parent: stat.parent)
    for object in held.keys { held[object]?.holder.details = details }
    for path in registered.keys { registered[path]?.details = details }
  }

  private mutating func add(_ mappings: [Mapping]) {
    held.reserveCapacity(mappings.count)
    let emptyHolder = emptyHolder
    var last: Mapping?
    for mapping in mappings {
      held[mapping.object, default: HeldTally(holder: emptyHolder)].add(mapping, after: last)
      last = mapping
    }
  }

  /// A holder record of the process, without attachments and descriptors.
  private var emptyHolder: Holder {
    var emptyHolder = Holder(process: process, user: user, command: stat.command)
    emptyHolder.thread = thread
    emptyHolder.start = start
    return emptyHolder
  }

  private mutating func readNamespaces(_ directory: FileDescriptor, _ context: Context) {
    if held.keys.contains(where: \.isSystemV) {
      let namespace = ProcessDirectory.namespace("ipc", in: directory)
      isForeign = namespace != nil && namespace != context.ipcNamespace
    }
    mountNamespace = ProcessDirectory.namespace("mnt", in: directory)
    isInOwnMountNamespace = mountNamespace != nil && mountNamespace == context.mountNamespace
    guard let namespace = ProcessDirectory.namespace("pid", in: directory),
      namespace != context.processNamespace, let text = try? directory.contents(of: "status")
    else { return }
    innerPID = Self.innerPID(status: text)
  }

  /// The PID inside the process's own namespace, from the text of `/proc/PID/status`.
  ///
  /// It is the last number of the line `NSpid:`: `NSpid: 4321 7` → 7. `nil` without such a line.
  static func innerPID(status text: [UInt8]) -> ProcessID? {
    var cursor = ByteParser(text)
    while !cursor.isAtEnd {
      guard let word = cursor.word(), word.elementsEqual("NSpid:".utf8) else {
        cursor.skipLine()
        continue
      }
      var last: Int64?
      while let number = cursor.signed() { last = number }
      return last.flatMap { Int32(exactly: $0) }.map { ProcessID(rawValue: $0) }
    }
    return nil
  }
}

extension Mapping.Object {
  var isSystemV: Bool { if case .systemV = self { true } else { false } }
}
