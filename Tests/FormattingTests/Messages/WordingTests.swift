import Contents
import Kernel
import Operations
import Formatting
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// What people are told.
struct WordingTests {
  @Test func `in a user namespace, root of the host is meant`() {
    var format = Samples.format
    let reason = Verdict.Reason.unreadable(2, ProcessID(rawValue: 7), isRoot: false)
    var text = DisplayText()
    text.append(reason, format)
    #expect(text.string == "2 processes could not be read: run as root to be sure")
    format.namespaces = OwnNamespaces(isInitialUser: false, unmappedUser: UserID(rawValue: 1000))
    text = DisplayText()
    text.append(reason, format)
    #expect(
      text.string
        == "2 processes could not be read: run as root outside this user namespace to be sure")
    let error = DisplayText(RemovalError.notPermitted, of: Samples.segments[0], format)
    #expect(error.string.contains("its owner is not mapped in this user namespace"))
  }

  @Test(
    arguments: [
      (.failed(.permissionDenied), "/p: Permission denied"),
      (.missingColumn("nattch"), "/p: has no column nattch"),
      (.malformedLines(first: 3, count: 1), "/p: line 3 is malformed and was skipped"),
      (
        .malformedLines(first: 3, count: 12),
        "/p: 12 lines are malformed and were skipped, the first is line 3"
      ),
      (.notMounted, "/p: is not mounted"), (.notANumber, "/p: is not a number"),
      (.tooDeep, "/p: is nested too deeply to be read"),
    ] as [(ReadProblem.Reason, String)])
  func `a read problem is one sentence`(reason: ReadProblem.Reason, text: String) {
    #expect(DisplayText(ReadProblem("/p", reason), in: .utf8).string == text)
  }

  @Test func `a hostile path in a problem is escaped`() {
    let path = FilePath("/dev/shm").appending(bytes: Array("a\u{1b}[2J".utf8) + [0xff])
    let problem = ReadProblem(path, .tooDeep, isMinor: true)
    let expected = "/dev/shm/a\\e[2J\\xff: is nested too deeply to be read"
    #expect(DisplayText(problem, in: .utf8).string == expected)
  }

  @Test(
    arguments: [
      (.gone, "it has already been removed"),
      (.replaced, "it has changed, or another segment has its ID; nothing was removed"),
      (.held, "it is in use now; left alone"),
      (
        .alreadyRemoved(attachments: 1),
        "already removed; its memory is freed when its last attachment ends"
      ),
      (
        .alreadyRemoved(attachments: 6),
        "already removed; its memory is freed when its 6 attachments end"
      ),
      (.notPermitted, "not permitted: only its owner (ann) or root may remove it"),
      (.failed(.readOnlyFileSystem), "Read-only file system"),
    ] as [(RemovalError, String)])
  func `each removal error has a sentence`(refusal: RemovalError, text: String) {
    #expect(DisplayText(refusal, of: Samples.systemV(7), Samples.format).string == text)
  }

  @Test(
    arguments: [
      (0, 0, "only root"), (0, 1000, "only its creator (ann) or root"),
      (1000, 0, "only its owner (ann) or root"),
      (1000, 1001, "only its owner (ann), its creator (1001) or root"),
    ] as [(UInt32, UInt32, String)])
  func `a refusal names who may remove a segment`(owner: UInt32, creator: UInt32, who: String) {
    let segment = owned(by: owner, createdBy: creator, mode: 0o600)
    #expect(
      DisplayText(RemovalError.notPermitted, of: segment, Samples.format).string
        == "not permitted: \(who) may remove it")
  }

  /// A System V segment with these owners.
  private func owned(by owner: UInt32, createdBy creator: UInt32, mode: UInt32) -> Segment {
    let group = GroupID(rawValue: 1000)
    return Segment(
      identity: Samples.systemV(7).identity, kind: .systemV, size: 1, allocated: 4096,
      resident: nil, swapped: nil, mode: FileMode(rawValue: mode),
      owner: Ownership(user: UserID(rawValue: owner), group: group),
      creator: Ownership(user: UserID(rawValue: creator), group: group), times: Segment.Times())
  }

  @Test(
    arguments: [
      (1000, 1000, 0o600, "its mode rw------- lets only ann and root read it"),
      (1000, 1001, 0o600, "its mode rw------- lets only ann, 1001 and root read it"),
      (1000, 1000, 0o200, "its mode -w------- lets only root read it"),
      (0, 0, 0o600, "its mode rw------- lets only root read it"),
      (0, 1000, 0o600, "its mode rw------- lets only ann and root read it"),
      // Who is in a group is not known.
      (1000, 1000, 0o640, "its mode rw-r----- does not let you read it"),
      (1000, 1000, 0o604, "its mode rw----r-- does not let you read it"),
    ] as [(UInt32, UInt32, UInt32, String)])
  func `a refusal names the mode, and who may read a segment if that is certain`(
    owner: UInt32, creator: UInt32, mode: UInt32, words: String
  ) {
    let segment = owned(by: owner, createdBy: creator, mode: mode)
    #expect(
      DisplayText(ContentsError.notPermitted, of: segment, Samples.format).string
        == "not permitted: \(words)")
  }

  @Test func `what else can refuse to read is not blamed on users`() {
    let old = "not permitted: its mode does not let you read it"
    for segment in [Samples.memfd("x"), Samples.posix("directory/file")] {
      #expect(DisplayText(ContentsError.notPermitted, of: segment, Samples.format).string == old)
    }
    var format = Samples.format
    format.namespaces = OwnNamespaces(isInitialUser: false, unmappedUser: UserID(rawValue: 1000))
    #expect(
      DisplayText(
        ContentsError.notPermitted, of: owned(by: 1000, createdBy: 1000, mode: 0o600), format
      ).string == "not permitted: its mode rw------- does not let you read it")
    #expect(
      DisplayText(ContentsError.gone, of: Samples.posix("x"), format).string
        == "it has been removed")
  }

  @Test(
    arguments: [
      (
        .hasSideEffects(.attachAndDetach), "changes its times and last PID"
      ),
      (
        .wouldDestroy,
        "reading would destroy it: kernel.shm_rmid_forced is on and no process has it attached"
      ),
      (.gone, "it has been removed"),
      (.replaced, "another segment has replaced it"),
      (.notPermitted, "not permitted: its mode does not let you read it"),
      (.failed(.ioError), "Input/output error"),
    ] as [(ContentsError, String)])
  func `each error of reading bytes has a sentence`(refusal: ContentsError, text: String) {
    #expect(DisplayText(refusal, in: .utf8).string == text)
  }

  @Test(
    arguments: [
      (.file, "read from its file", "leaves no trace"),
      (.fileUpdatingAccessTime, "read from its file", "may change its access time"),
      (
        .mapping(of: ProcessID(rawValue: 3187)), "read through the mapping of process 3187",
        "leaves no trace"
      ),
      (
        .briefAttachment, "read after one brief attachment",
        "changes its times and last PID"
      ),
      (
        .attachment, "attached for reading",
        "changes its times and last PID; adds an attachment"
      ),
      (
        .attachmentAllocatingPages, "attached for reading",
        "changes its times and last PID; adds an attachment; may allocate pages"
      ),
    ] as [(AccessMethod, String, String)])
  func `each access method has a name and its side effects`(
    way: AccessMethod, text: String, cost: String
  ) {
    #expect(way.text.string == text)
    #expect(way.sideEffects.text.string == cost)
  }

  @Test func `a file that is not a segment has a type`() {
    let types: [FileType] = [
      .fifo, .characterSpecial, .directory, .blockSpecial, .regular, .symbolicLink, .socket,
      FileType(rawValue: 0),
    ]
    let texts = types.map { type in
      NonSegment(
        name: ShmName([]), type: type, owner: Samples.owner,
        identity: FileIdentity(device: 0, inode: 0, birth: nil)
      ).typeText.string
    }
    #expect(
      texts == [
        "FIFO", "character device", "directory", "block device", "file", "symbolic link", "socket",
        "unknown file",
      ])
  }

  @Test func `each kind has a name and a short name`() {
    #expect(Segment.Kind.allCases.map(\.text.string) == ["sysv", "posix", "semaphore", "memfd"])
    #expect(Segment.Kind.allCases.map(\.shortText.string) == ["sysv", "posix", "sem", "memfd"])
  }
}
