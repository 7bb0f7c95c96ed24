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
    /// Open, and with a write lease on it.
    case lease
    /// Registered with an io_uring, and closed.
    case ring
    /// Sent to a socket of its own, and closed.
    case flight
    case attachment = "attach"
    case attachmentInPieces = "attach-pieces"
    /// Attached before it left the IPC namespace; wants root.
    case attachmentTakenAway = "attach-leave"
    /// A memfd of three pages, one of them written; the target is its label.
    case memfd = "memfd"
    /// The same, mapped and without its descriptor.
    case memfdMapping = "memfd-map"
    /// A memfd that is sealed against writing.
    case sealedMemfd = "memfd-sealed"
    /// A memfd that only its mappings until now can write.
    case futureSealedMemfd = "memfd-future"
    /// A file of three pages, one of them written, that it makes, maps, has open and unlinks; the
    /// target is its path.
    case unlinked = "unlinked"
  }

  /// Its number.
  package let process: Int32

  /// Ends it before its time, and waits until it holds nothing.
  package func end() {
    kill(process, SIGKILL)
    var information = siginfo_t()
    waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT)
  }

  /// Starts a child that holds what `target` names, and ends it after `body`; `name` is what the
  /// process calls itself.
  package static func with<Result>(
    _ how: How, of target: String, named name: String? = nil,
    _ body: (HoldingChild) throws -> Result
  ) throws -> Result {
    let (input, output) = (try Pipe(forInput: true), try Pipe())
    defer {
      input.close()
      output.close()
    }
    var arguments = [try BuiltProgram.path(of: "shmhold"), how.rawValue, target]
    if let name { arguments.append(name) }
    let process = try Spawn(
      arguments: arguments.map { Argument(Array($0.utf8)) }, environment: Spawn.usualEnvironment,
      streams: [.descriptor(input.reader), .descriptor(output.writer)]
    ).start()
    defer {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    output.closeWriter()
    input.closeReader()
    // It writes when it holds the segment, and ends without a word where it cannot.
    var answer: [UInt8] = []
    while answer.count < 6, output.reader >= 0 {
      Pipe.wait(for: [output])
      answer += output.takeAll()
    }
    guard answer.count == 6 else { throw Errno.noChildProcess }
    return try body(HoldingChild(process: process))
  }
}
