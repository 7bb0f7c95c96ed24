private import CLinux
private import Glibc
package import Kernel
package import SystemPackage

/// Asks the kernel, by a lease, whether files in `/dev/shm` are held by anything at all.
///
/// A scan of processes names holders, but cannot prove that there is none: some processes cannot be
/// read, and a descriptor can be in flight. The kernel answers for all.
///
/// Why: Decisions/43-ask-the-kernel.md
package struct LeaseProbe: Sendable {
  private let directory: FileDescriptor

  /// Asks about the files of `/dev/shm` below `root`; `nil` if it cannot be opened, or if this kernel
  /// does not answer.
  package init?(root: FilePath = "/") {
    guard FileLease.areReliable,
      let directory = try? DirectoryStream.open(root.appending("dev/shm"))
    else { return nil }
    self.directory = directory
  }

  /// Closes `/dev/shm`.
  package func close() { try? directory.close() }

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
  /// If a file is held, the kernel is asked twice more, after 1 and 10 milliseconds: another program that
  /// asks also holds it for a moment.
  package func areHeld(_ questions: [Question]) -> [Bool?] {
    var answers = ask(questions)
    for pause in FileLease.pauses {
      let held = answers.indices.filter { answers[$0] == true }
      if held.isEmpty { return answers }
      usleep(pause)
      for (index, answer) in zip(held, ask(held.map { questions[$0] })) { answers[index] = answer }
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
    guard questions.count > Self.pieceSize else { return askTogether(questions[...]) }
    let answers = Lock([Bool?](repeating: nil, count: questions.count))
    let pieces = (questions.count + Self.pieceSize - 1) / Self.pieceSize
    Processors.perform(pieces) { piece in
      let range = (piece * Self.pieceSize)..<min(questions.count, (piece + 1) * Self.pieceSize)
      let some = askTogether(questions[range])
      answers.withLock { $0.replaceSubrange(range, with: some) }
    }
    return answers.withLock { $0 }
  }

  /// Starting a thread and a child takes as long as this many questions.
  private static let pieceSize = 512

  /// Asks in one child process.
  ///
  /// The answers are `nil` if no child can be made.
  private func askTogether(_ questions: ArraySlice<Question>) -> [Bool?] {
    var names: [CChar] = []
    var starts: [Int] = []
    for question in questions {
      starts.append(names.count)
      names += question.name.bytes.lazy.map { CChar(bitPattern: $0) }
      names.append(0)
    }
    return names.withUnsafeBufferPointer { names -> [Bool?] in
      guard let first = names.baseAddress else { return [] }
      var asked = zip(questions, starts).map { question, start in
        clinux_question(question.file, name: first + start)
      }
      clinux_ask_whether_held(directory.rawValue, &asked, Int32(asked.count))
      return asked.map { $0.answer < 0 ? nil : $0.answer == 1 }
    }
  }

  /// Only descriptors below this number are looked at; this program has far fewer open.
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

extension clinux_question {
  /// A question about a file, whose name must outlive it.
  fileprivate init(_ file: FileIdentity, name: UnsafePointer<CChar>) {
    self.init(
      name: name, device: file.device, inode: file.inode,
      birth_seconds: file.birth?.seconds ?? 0, birth_nanoseconds: file.birth?.nanoseconds ?? 0,
      has_birth: file.birth == nil ? 0 : 1, answer: -1)
  }
}
