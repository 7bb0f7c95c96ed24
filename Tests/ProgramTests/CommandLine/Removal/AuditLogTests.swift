internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TestSupport
internal import Testing

@Suite("The system's log", .needs(.sysAdmin), .waits) struct AuditLogTests {
  /// What is logged by a script on a host of its own.
  private func log(
    of script: String, environment: [String: String] = [:], isRead: Bool = true
  ) throws -> [String] {
    let folder = try Folder()
    defer { folder.remove() }
    let socket = try LogSocket(at: "\(folder.path)/log", isRead: isRead)
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs dev /mnt && mkdir /mnt/shm && ln -s \(folder.path)/log /mnt/log \
        && mknod -m 666 /mnt/null c 1 3 && mount --bind /mnt /dev && mount -t tmpfs own /dev/shm \
        && cd /dev/shm || exit 98
      \(script)
      """, environment: environment)
    #expect(outcome.status == .exited(0), "\(outcome)")
    return socket.takeAll()
  }

  @Test func `has a line for each removal with user, segment and reasons`() throws {
    let lines = try log(
      of:
        "echo x >\"$(printf 'a%%s\\033[2J\\nb')\"; echo y >other; $0 rm --yes a* other; $0 rm --yes none || :",
      environment: ["SUDO_UID": "1000"])
    #expect(lines.count == 2)
    // LOG_USER and LOG_NOTICE.
    #expect(lines.allSatisfy { $0.hasPrefix("<13>") }, "\(lines)")
    let line = lines.first ?? ""
    #expect(line.contains("shmtop["))
    #expect(
      line.contains("uid 0 (sudo by uid 1000) removed posix:/a%s\\e[2J\\nb of 2 bytes"), "\(lines)")
    #expect(line.contains("idle: "), "\(lines)")
  }

  @Test func `has a line for what is created`() throws {
    let lines = try log(
      of: "$0 create /a --size 5 && $0 create sysv:7 --size 6 && $0 create /b --size 5 --no-log")
    #expect(lines.count == 2, "\(lines)")
    #expect(
      lines.first?.hasSuffix("uid 0 created posix:/a of 5 bytes, owner uid 0") == true, "\(lines)")
    #expect(lines.last?.contains("created sysv:0 key 0x00000007 of 6 bytes") == true, "\(lines)")
  }

  @Test func `has a line for what is written and held`() throws {
    let lines = try log(
      of: """
        echo 0123 >a; "$0" write a --offset 1 --text xy --yes >/dev/null 2>&1 || exit 1
        "$0" hold a -- true 2>/dev/null; "$0" hold a --no-log -- true 2>/dev/null
        """)
    #expect(lines.count == 2, "\(lines)")
    #expect(
      lines.first?.contains("wrote to posix:/a of 5 bytes, owner uid 0, 2 bytes at 1") == true,
      "\(lines)")
    #expect(lines.last?.contains("held posix:/a of 5 bytes") == true, "\(lines)")
  }

  @Test func `has a line for each other change, and none for one that is refused`() throws {
    let lines = try log(
      of: """
        printf hello >a; ipcmk -M 4096 >&2
        $0 set a --mode 640 && $0 resize a 8 && $0 lock sysv:0 && $0 unlock sysv:0
        $0 resize sysv:0 8192 || $0 lock a || $0 set a --mode 600 --no-log
        """)
    let ends = [
      "set owner and mode of posix:/a of 5 bytes, owner uid 0, to uid 0, gid 0, mode 0640",
      "resized posix:/a of 5 bytes, owner uid 0, to 8 bytes; ", "locked sysv:0 ",
      "unlocked sysv:0 ",
    ]
    #expect(lines.count == ends.count, "\(lines)")
    for (line, end) in zip(lines, ends) { #expect(line.contains(" uid 0 \(end)"), "\(lines)") }
  }

  @Test func `does not stop a removal if it does not accept messages`() throws {
    let lines = try log(
      of: """
        i=100; while [ $i -lt 800 ]; do echo x >psm_$i; i=$((i+1)); done
        for i in 1 2 3 4 5 6 7; do $0 rm --yes psm_$i* >/dev/null 2>errors; done
        grep -q 'does not accept messages' errors || exit 1; rm errors; ! ls psm_*
        """, isRead: false)
    #expect(!lines.isEmpty)
  }

  @Test func `has none with --no-log`() throws {
    #expect(try log(of: "echo x >a; $0 rm --yes --no-log a").isEmpty)
  }

  @Test func `has the first hundred of many and a summary`() throws {
    let lines = try log(
      of: """
        i=0; while [ $i -lt 150 ]; do echo x >psm_$i; i=$((i+1)); done
        later $0 rm --orphans --yes --assume-clear outside
        """)
    #expect(lines.count == 101)
    #expect(
      lines.last?.contains("removed segments in bulk: 150 removed, 600 KiB freed") == true,
      "\(lines)")
  }
}

/// A socket that takes what is written to a system's log, at once: it has room for a few lines only.
private final class LogSocket {
  private let lines = Lines()
  private let queue = DispatchQueue(label: "log")
  private let source: any DispatchSourceRead

  init(at path: String, isRead: Bool) throws {
    let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard file >= 0 else { throw Failure(call: "socket") }
    _ = fcntl(file, F_SETFL, O_NONBLOCK)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    source = DispatchSource.makeReadSource(fileDescriptor: file, queue: queue)
    source.setEventHandler { [lines] in lines.take(from: file) }
    source.setCancelHandler { close(file) }
    if isRead { source.activate() }
    guard result == 0 else { throw Failure(call: "bind") }
  }

  deinit {
    // One that never ran may not be let go of.
    source.activate()
    source.cancel()
  }

  /// All that was written.
  func takeAll() -> [String] {
    let file = Int32(source.handle)
    return queue.sync { [lines] in
      lines.take(from: file)
      return lines.all.withLock { $0 }
    }
  }

  private final class Lines: Sendable {
    let all = Mutex<[String]>([])

    func take(from file: Int32) {
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let count = recv(file, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        all.withLock { $0.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
      }
    }
  }
}
