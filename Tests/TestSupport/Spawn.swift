private import CTestSupport
package import Glibc
package import Synchronization

/// A child process about to be started, with signals as a login shell would give them.
package struct Spawn {
  /// What a standard stream of the child is.
  package enum Stream {
    case descriptor(Int32)
    case file(String, Int32)

    /// Nothing to read, nowhere to write.
    package static let null = Stream.file("/dev/null", O_RDWR)
  }

  package var arguments: [Argument]
  package var environment: [String: String]
  package var streams: [Stream]
  /// Makes the first terminal that the child opens its controlling terminal.
  package var isInNewSession = false

  package init(
    arguments: [Argument], environment: [String: String], streams: [Stream],
    isInNewSession: Bool = false
  ) {
    self.arguments = arguments
    self.environment = environment
    self.streams = streams
    self.isInNewSession = isInNewSession
  }

  /// Held while a child starts, and while files are opened that no child shall inherit.
  package static let gate = Mutex(())

  /// What every child has in its environment unless a test says otherwise.
  package static let usualEnvironment: [String: String] = {
    var environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "SHELL": "/bin/sh",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment
  }()

  /// Starts the child.
  ///
  /// The C function is `posix_spawnp`.
  package func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      switch stream {
      case .descriptor(let file):
        posix_spawn_file_actions_adddup2(&actions, file, Int32(number))
      case .file(let path, let flags):
        posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0)
      }
    }
    // Nothing that the tests themselves inherited or have open.
    ctest_close_from(&actions, Int32(max(streams.count, 3)))
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that run tests block signals, and children would inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let newSession: Int32 = 0x80
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (isInNewSession ? newSession : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var process: pid_t = 0
    let program = String(decoding: arguments.first?.bytes ?? [], as: UTF8.self)
    let variables = environment.map { Argument(Array("\($0.key)=\($0.value)".utf8)) }
    let code = arguments.withCStrings { arguments in
      variables.withCStrings { variables in
        Self.gate.withLock { _ in
          posix_spawnp(&process, program, &actions, &attributes, arguments, variables)
        }
      }
    }
    guard code == 0 else { throw Failure(call: "posix_spawnp", code) }
    return process
  }
}
