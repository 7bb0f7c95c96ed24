internal import TestSupport
internal import Glibc

/// A program in a pseudo-terminal whose other end the test holds: every byte counts.
final class PseudoTerminal {
  let process: pid_t
  /// All that the program has written.
  private(set) var output: [UInt8] = []
  /// The modes before the program came.
  let modesBefore: Modes
  private var master: Int32
  private var hasEnded = false

  // TIOCSPTLCK and TIOCGPTN, behind unlockpt and ptsname, which Glibc's module does not show.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// Starts a program with the terminal as all its streams and as its controlling terminal.
  ///
  /// It is started by a shell that runs `preparation` first and then becomes the program.
  init(
    _ arguments: [Argument], columns: UInt16 = 100, rows: UInt16 = 50,
    environment: [String: String] = [:], without missing: String? = nil,
    preparation: String = "ulimit -c 0"
  ) throws {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    guard master >= 0 else { throw Failure(call: "open /dev/ptmx") }
    var lock: Int32 = 0
    var number: Int32 = 0
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var variables = Spawn.usualEnvironment.merging(["TERM": "tmux-256color"]) { $1 }
    variables.merge(environment) { $1 }
    if let missing { variables[missing] = nil }
    do {
      guard ioctl(master, Self.setLock, &lock) == 0, ioctl(master, Self.getNumber, &number) == 0,
        ioctl(master, UInt(TIOCSWINSZ), &size) == 0
      else { throw Failure(call: "pseudo-terminal") }
      let path = "/dev/pts/\(number)"
      modesBefore = try Modes(of: master)
      process = try Spawn(
        arguments: ["/bin/sh", "-c", "\(preparation); exec \"$0\" \"$@\""] + arguments,
        environment: variables,
        streams: [.file(path, O_RDWR), .file(path, O_RDWR), .file(path, O_RDWR)],
        isInNewSession: true
      ).start()
    } catch {
      Glibc.close(master)
      throw error
    }
    self.master = master
  }

  /// The modes now.
  var modes: Modes { get throws { try Modes(of: master) } }

  /// Types on the keyboard.
  func type(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard write(master, bytes, bytes.count) == bytes.count else { throw Failure(call: "write") }
  }

  /// Waits until the program has written a text.
  func wait(for text: String) throws {
    let wanted = Array(text.utf8)
    let seen: Void? = try Deadline.poll {
      takeOutput()
      if output.contains(wanted) { return () }
      if try endedStatus() != nil {
        // What it wrote last can have come in between.
        takeOutput()
        if output.contains(wanted) { return () }
        throw Failure("ended before \(text): \(shown)")
      }
      return nil
    }
    if seen == nil { throw Failure("did not write \(text): \(shown)") }
  }

  /// Waits until the program has ended and says how.
  func waitForEnd() throws -> WaitStatus {
    let status = try Deadline.poll {
      takeOutput()
      return try endedStatus()
    }
    guard let status else { throw Failure("did not end: \(shown)") }
    takeOutput()
    return status
  }

  /// Takes the terminal away from the program.
  func hangUp() {
    if master >= 0 { Glibc.close(master) }
    master = -1
  }

  /// Ends the program if it still runs, and the terminal.
  func end() {
    if !hasEnded {
      kill(process, SIGKILL)
      _ = waitpid(process, nil, 0)
      hasEnded = true
    }
    hangUp()
  }

  /// What was written, fit for a message.
  var shown: String { output.map { $0.escaped }.joined() }

  private func endedStatus() throws -> WaitStatus? {
    guard let status = try WaitStatus.of(process) else { return nil }
    hasEnded = true
    return status
  }

  private func takeOutput() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while master >= 0 {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer.prefix(count)
    }
  }
}

/// How a terminal treats what is typed and written.
struct Modes: Equatable {
  private let flags: [tcflag_t]

  init(of terminal: Int32) throws {
    var modes = termios()
    guard tcgetattr(terminal, &modes) == 0 else { throw Failure(call: "tcgetattr") }
    flags = [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }
}
