internal import TestSupport
internal import Glibc

/// The program where a user who may do nothing can run it.
struct ReachableProgram {
  private let path: String
  private let folder: Folder

  init() throws {
    folder = try Folder()
    let built = try Program.path()
    let isReachable = try Self.run(built, ["--version"]).status == .exited(0)
    path = isReachable ? built : "\(folder.path)/shmtop"
    guard !isReachable else { return }
    chmod(folder.path, 0o755)
    let copied = try Command.run(["cp", "\(built)", "\(path)"])
    guard copied.status == .exited(0) else { throw Failure("cp: \(copied)") }
  }

  func run(
    _ words: Argument..., environment: [String: String] = [:]
  ) throws -> Command.Outcome { try Self.run(path, words, environment) }

  /// Runs a script as that user, in which `$0` is the program.
  func script(_ text: String) throws -> Command.Outcome {
    try Self.run("/bin/sh", ["-c", "\(text)", "\(path)"])
  }

  func remove() { folder.remove() }

  private static func run(
    _ path: String, _ words: [Argument], _ environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    let nobody: [Argument] = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    return try Command.run(nobody + ["\(path)"] + words, environment: environment)
  }
}
