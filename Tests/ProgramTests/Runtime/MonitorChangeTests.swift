import Formatting
import Glibc
import Kernel
import Operations
import Query
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import Monitor
@testable import shmtop

@Suite("Changes of the monitor") struct MonitorChangeTests {
  /// What was written to the log.
  private final class Log: Sendable {
    private let written = Lock<[String]>([])

    var lines: [String] { written.withLock { $0 } }

    func append(_ line: DisplayText) { written.withLock { $0.append(line.string) } }
  }

  private let log = Log()

  private var change: MonitorChange {
    MonitorChange(
      log: AuditLog { [log] line in
        log.append(line)
        return true
      }, charset: .utf8)
  }

  private func result(_ changes: [SegmentChange], of segment: Segment) throws -> ChangeResult {
    guard case .changed(let changed, let result) = change.make(changes, of: segment) else {
      throw Failure("no result")
    }
    #expect(changed.identity == segment.identity)
    return result
  }

  private func foreseen(
    _ wanted: WantedChange, of segment: Segment
  ) throws -> Result<ForeseenChange, ChangeProblem> {
    guard
      case .changeForeseen(segment.identity, let result) = MonitorChange.foresee(
        wanted, of: segment)
    else { throw Failure("no result") }
    return result
  }

  private func created(
    _ name: SegmentMetadata.Name, size: UInt64, mode: CInterop.Mode = 0o640,
    isReserved: Bool = false
  ) throws -> Result<Segment, Creation.Refusal> {
    let request = Creation.Request(
      name: name, size: size, permissions: FilePermissions(rawValue: mode),
      isReserved: isReserved)
    guard case .created(request, let result) = change.create(request) else {
      throw Failure("no result")
    }
    return result
  }

  /// A segment as a scan of all processes shows it.
  private func scanned(_ file: TestSegment) throws -> Segment {
    var reader = SnapshotReader(assumptions: Assumptions())
    return try #require(
      reader.read(.all).segments.first { $0.name?.bytes.elementsEqual(file.bytes) == true })
  }

  private func status(of file: TestSegment) throws -> stat {
    var status = stat()
    try checked { lstat(file.path.string, &status) }
    return status
  }

  // MARK: Creation

  @Test(arguments: [true, false])
  func `a segment is created with its mode, and recorded`(isReserved: Bool) throws {
    let file = TestSegment(named: Unique.name())
    defer { file.remove() }
    let segment = try created(
      .posix(ShmName(file.bytes)), size: 8192, isReserved: isReserved
    ).get()
    #expect(try segment.identity == file.segment().identity)
    let status = try status(of: file)
    #expect(status.st_mode & 0o777 == 0o640 && status.st_size == 8192)
    #expect(status.st_blocks == (isReserved ? 16 : 0))
    #expect(log.lines.count == 1)
    #expect(
      log.lines.first?.contains(" created posix:/\(file.name) of 8192 bytes") == true,
      "\(log.lines)")
  }

  @Test func `an existing segment is never replaced`() throws {
    let file = try TestSegment(contents: [7])
    defer { file.remove() }
    let before = try status(of: file)
    #expect(try created(.posix(ShmName(file.bytes)), size: 1) == .failure(.nameTaken))
    let after = try status(of: file)
    #expect(before.st_ino == after.st_ino && after.st_size == 4096)
    let other = try TestSystemVSegment()
    defer { other.remove() }
    #expect(
      try created(.systemV(IPCKey(rawValue: other.key)), size: 1) == .failure(.nameTaken))
    #expect(log.lines == [])
  }

  @Test func `a System V segment is created without a key`() throws {
    let segment = try created(.systemV(.private), size: 4096).get()
    let number = try #require(segment.shmID).rawValue
    defer { shmctl(number, IPC_RMID, nil) }
    var status = shmid_ds()
    try checked { shmctl(number, IPC_STAT, &status) }
    #expect(status.shm_perm.mode & 0o777 == 0o640 && status.shm_segsz == 4096)
    #expect(log.lines.first?.contains(" created sysv:\(number) ") == true, "\(log.lines)")
  }

  // MARK: Size

  @Test func `a held segment grows, and is never made smaller`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { _ in
      let segment = try scanned(file)
      let grown = try result([.resize(to: 8192)], of: segment)
      #expect(grown.done.map(\.string) == ["resized from 4096 to 8192 bytes"])
      #expect(grown.problem == nil)
      #expect(try status(of: file).st_size == 8192)
      #expect(try result([.resize(to: 1)], of: segment).problem == .changed)
      let larger = try scanned(file)
      guard case .failure(.change(let error)) = try foreseen(WantedChange(size: 1), of: larger)
      else { throw Failure("it could be made smaller") }
      #expect(error == .held)
      #expect(try result([.resize(to: 1)], of: larger).problem == .held)
      #expect(try status(of: file).st_size == 8192)
      #expect(log.lines.count == 1)
      #expect(log.lines[0].contains(" resized posix:/\(file.name) "), "\(log.lines)")
    }
  }

  @Test func `without a scan of processes nothing is made smaller`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let result = try result([.resize(to: 1)], of: try file.segment())
    #expect(result.problem == .mayBeHeld && result.done.isEmpty)
    #expect(try status(of: file).st_size == 4096)
  }

  // MARK: Owner and mode

  @Test func `the mode of a file is set, and recorded`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    let changes = try foreseen(
      WantedChange(permissions: FilePermissions(rawValue: 0o604)), of: segment
    ).get().changes
    let result = try result(changes, of: segment)
    #expect(result.problem == nil)
    #expect(result.done.first?.string.hasPrefix("mode 0604, owner ") == true)
    #expect(try status(of: file).st_mode & 0o777 == 0o604)
    #expect(log.lines.count == 1)
    #expect(log.lines[0].contains(" set owner and mode of posix:/"), "\(log.lines)")
  }

  @Test(.needs(.chown)) func `a file gets the owner that was typed`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    let foreseen = try foreseen(WantedChange(owner: Array("65534:7".utf8)), of: segment).get()
    #expect(foreseen.accounts.name(of: UserID(rawValue: 65534)) == Array("nobody".utf8))
    #expect(try result(foreseen.changes, of: segment).problem == nil)
    let status = try status(of: file)
    #expect(status.st_uid == 65534 && status.st_gid == 7)
  }

  @Test func `a System V segment is locked first, and then gets its mode`() throws {
    let shm = try TestSystemVSegment()
    defer { shm.remove() }
    var reader = SnapshotReader(assumptions: Assumptions())
    let segment = try #require(
      reader.read([]).segments.first { $0.shmID?.rawValue == shm.number })
    let changes = try foreseen(
      WantedChange(permissions: FilePermissions(rawValue: 0o640), isLocked: true), of: segment
    ).get().changes
    let result = try result(changes, of: segment)
    #expect(result.problem == nil)
    #expect(result.done.count == 2)
    var status = shmid_ds()
    try checked { shmctl(shm.number, IPC_STAT, &status) }
    #expect(status.shm_perm.mode & 0o3777 == 0o2640)
    #expect(log.lines.count == 2, "\(log.lines)")
  }

  @Test func `an owner that does not exist is said before`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let result = try foreseen(
      WantedChange(owner: Array("no-such-user".utf8)), of: try file.segment())
    guard case .failure(.owner(let problem)) = result else { throw Failure("it was found") }
    #expect(problem.text.string == "no user is named 'no-such-user'")
  }

  @Test(.needs(.setUserID)) func `another user changes nothing`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    let access = AccessChange(owner: nil, permissions: FilePermissions(rawValue: 0o666))
    let (mode, size, refusals) = try OtherUser.perform {
      (
        try result([.access(access)], of: segment).problem,
        try result([.resize(to: 8192)], of: segment).problem,
        try [
          WantedChange(permissions: access.permissions), WantedChange(owner: Array("0:0".utf8)),
        ].map { try problem(foreseen($0, of: segment)) }
      )
    }
    #expect(mode == .notOwner && size == .notPermitted)
    #expect(refusals == [.notOwner, .notOwner])
    let status = try status(of: file)
    #expect(status.st_mode & 0o777 != 0o666 && status.st_size == 4096)
    #expect(log.lines == [])
  }

  @Test(.needs(.setUserID)) func `what only root may do is refused before the question`() throws {
    let shm = try TestSystemVSegment()
    defer { shm.remove() }
    var reader = SnapshotReader(assumptions: Assumptions())
    let segment = try #require(
      reader.read([]).segments.first { $0.shmID?.rawValue == shm.number })
    let (problems, given) = try OtherUser.perform {
      let file = try TestSegment()
      defer { file.remove() }
      return (
        try [
          WantedChange(permissions: FilePermissions(rawValue: 0o666)), WantedChange(isLocked: true),
          WantedChange(isLocked: false),
        ].map { try problem(foreseen($0, of: segment)) },
        try problem(foreseen(WantedChange(owner: Array("0".utf8)), of: file.segment()))
      )
    }
    #expect(problems == [.notOwner, .notOwner, .notOwner])
    #expect(given == .notGiven)
    #expect(try problem(foreseen(WantedChange(isLocked: false), of: segment)) == nil)
  }

  private func problem(_ result: Result<ForeseenChange, ChangeProblem>) throws -> ChangeError? {
    guard case .failure(.change(let error)) = result else { return nil }
    return error
  }

  // MARK: Identity

  @Test func `a segment that took the name is not changed`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    file.remove()
    let newcomer = try TestSegment(file.name)
    defer { newcomer.remove() }
    let before = try status(of: newcomer)
    let access = AccessChange(owner: nil, permissions: FilePermissions(rawValue: 0o666))
    for change in [SegmentChange.resize(to: 8192), .access(access)] {
      #expect(try result([change], of: segment).problem == .replaced)
      guard case .failure(.change(.replaced)) = try foreseen(WantedChange(size: 8192), of: segment)
      else { throw Failure("it was not compared") }
    }
    let after = try status(of: newcomer)
    #expect(after.st_size == 4096 && after.st_mode == before.st_mode)
    #expect(log.lines == [])
  }
}
