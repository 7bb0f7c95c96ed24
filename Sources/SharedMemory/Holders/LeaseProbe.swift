private import CLinux
private import Dispatch
private import Glibc
package import Kernel
internal import Synchronization
package import SystemPackage

/// Asks the kernel, by a lease, whether files in `/dev/shm` are held by anything at all.
///
/// A scan of processes names holders, but cannot prove that there is none: some processes cannot be
/// read, and a descriptor can be in flight. The kernel answers for all.
///
/// Why: Decisions/43-ask-the-kernel.md
package struct LeaseProbe: Sendable {
  private let directory: FileDescriptor
  /// `/proc/self/fd`.
  private let descriptors: FileDescriptor

  /// Asks about the files of `/dev/shm` below `root`; `nil` if it cannot be opened, or if this kernel
  /// does not answer.
  package init?(root: FilePath = "/") {
    guard FileLease.areReliable,
      let directory = try? DirectoryStream.open(root.appending("dev/shm"))
    else { return nil }
    guard let descriptors = try? DirectoryStream.open("/proc/self/fd") else {
      try? directory.close()
      return nil
    }
    self.directory = directory
    self.descriptors = descriptors
  }

  /// Ends the questions.
  package func close() {
    try? directory.close()
    try? descriptors.close()
  }

  /// A file with a name.
  package struct Question: Sendable {
    let name: ShmName
    let file: FileIdentity

    package init(_ name: ShmName, _ file: FileIdentity) {
      self.name = name
      self.file = file
    }
  }

  /// Whether each file is held; `nil` if the kernel does not tell this user, the name refers to
  /// another file by now, or this process holds the file itself.
  ///
  /// A file that is held only for a moment, as by another program that asks, is asked about again.
  package func areHeld(_ questions: [Question]) -> [Bool?] {
    var answers = ask(questions)
    for pause in FileLease.pauses {
      let held = answers.indices.filter { answers[$0] == true }
      if held.isEmpty { return answers }
      usleep(pause)
      for index in held { answers[index] = isHeld(questions[index]) }
    }
    let own = Self.ownFiles()
    for index in answers.indices where answers[index] == true {
      let file = questions[index].file
      if own.contains(FileNumber(file)) { answers[index] = nil }
    }
    return answers
  }

  /// Asks about every file once, on all processors if there are many.
  private func ask(_ questions: [Question]) -> [Bool?] {
    guard questions.count > Self.pieceSize else { return questions.map(isHeld) }
    let answers = Mutex([Bool?](repeating: nil, count: questions.count))
    let pieces = (questions.count + Self.pieceSize - 1) / Self.pieceSize
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let range = (piece * Self.pieceSize)..<min(questions.count, (piece + 1) * Self.pieceSize)
      let some = questions[range].map(isHeld)
      answers.withLock { $0.replaceSubrange(range, with: some) }
    }
    return answers.withLock { $0 }
  }

  /// Starting a thread takes as long as this many questions.
  private static let pieceSize = 256

  private func isHeld(_ question: Question) -> Bool? {
    guard let file = try? open(question) else { return nil }
    defer { try? file.close() }
    return try? FileLease.isHeld(file)
  }

  /// Opens a file for reading, if it still is the one in question.
  ///
  /// It is compared before it is opened, because opening a FIFO or a device can have an effect. A user
  /// who may not keep its access time gets no lease on it either.
  private func open(_ question: Question) throws(Errno) -> FileDescriptor? {
    let found = try OpenBeneath.lookUp(question.name.bytes, in: directory)
    defer { try? found.close() }
    let status = try FileStatus(of: found)
    guard status.mode.type == .regular, status.identity == question.file else { return nil }
    return try descriptors.open(
      "\(found.rawValue)", flags: O_RDONLY | O_NONBLOCK | clinux_no_access_time)
  }

  /// This program has far fewer open.
  private static let mostDescriptors: Int32 = 1024

  private struct FileNumber: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ file: FileIdentity) { (device, inode) = (file.device, file.inode) }
  }

  /// The files that this process has open, as while their contents are shown.
  private static func ownFiles() -> Set<FileNumber> {
    let limit = Int32(clamping: sysconf(Int32(_SC_OPEN_MAX)))
    return Set(
      (0..<min(limit, mostDescriptors)).compactMap { number in
        (try? FileStatus(of: FileDescriptor(rawValue: number))).map { FileNumber($0.identity) }
      })
  }
}
