private import Glibc
internal import SystemPackage

/// A child process that holds a segment.
package struct HoldingChild: Sendable {
  /// How it holds it.
  package enum How: String, Sendable {
    case mapping = "map"
    case privateMapping = "private"
    case descriptor = "open"
    /// Open in a thread that has descriptors of its own.
    case descriptorOfThread = "thread-open"
    case mappingInPieces = "pieces"
    case attachment = "attach"
    case attachmentInPieces = "attach-pieces"
    /// Attached before it left the IPC namespace; wants root.
    case attachmentTakenAway = "attach-leave"
    /// A memfd of three pages, one of them written; the target is its label.
    case memfd = "memfd"
    /// The same, mapped and without its descriptor.
    case memfdMapping = "memfd-map"
    /// A file of three pages, one of them written, that it makes, maps, has open and unlinks; the
    /// target is its path.
    case unlinked = "unlinked"
  }

  /// Its number.
  package let process: Int32

  /// Starts a child that holds what `target` names, and ends it after `body`; `name` is what the
  /// process calls itself.
  package static func with<Result>(
    _ how: How, of target: String, named name: String? = nil,
    _ body: (HoldingChild) throws -> Result
  ) throws -> Result {
    let input = try FileDescriptor.pipe()
    defer { try? input.readEnd.close() }
    let output = try FileDescriptor.pipe()
    defer { try? output.readEnd.close() }
    for end in [input.readEnd, input.writeEnd, output.readEnd, output.writeEnd] {
      try checked { fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    }
    let child: HoldingChild
    do {
      defer { try? output.writeEnd.close() }
      child = HoldingChild(
        process: try start(
          [try BuiltProgram.path(of: "shmhold"), how.rawValue, target]
            + [name].compactMap { $0 },
          input: input.readEnd, output: output.writeEnd))
    }
    defer {
      try? input.writeEnd.close()
      kill(child.process, SIGKILL)
      var status: Int32 = 0
      waitpid(child.process, &status, 0)
    }
    var answer = [UInt8](repeating: 0, count: 6)
    let count = try answer.withUnsafeMutableBytes { try output.readEnd.read(into: $0) }
    guard count == 6 else { throw Errno.noChildProcess }
    return try body(child)
  }

  private static func start(
    _ words: [String], input: FileDescriptor, output: FileDescriptor
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.rawValue, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.rawValue, STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that run tests block signals, and children would inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else { throw Errno(rawValue: code) }
    return process
  }
}
