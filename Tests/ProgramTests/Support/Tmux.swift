internal import TestSupport
internal import Glibc

/// A terminal of its own for one test: a tmux server with one window.
final class Tmux {
  /// Whether tmux is installed.
  static let isInstalled = (try? Command.run(["tmux", "-V"]))?.status == .exited(0)

  let folder: Folder
  private let socket: Argument

  /// Runs a shell script in a window of this size.
  ///
  /// It starts in ``folder``; `$@` is the program with its arguments.
  init(
    columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], script: Argument,
    _ arguments: [Argument] = []
  ) throws {
    folder = try Folder()
    socket = "\(folder.path)/socket"
    var words: [Argument] = [
      "start-server", ";", "set", "-g", "status", "off", ";", "set", "-g", "default-terminal",
      "tmux-256color", ";", "set", "-s", "escape-time", "0", ";", "new-session", "-d",
      "-x", "\(columns)", "-y", "\(rows)",
    ]
    for (name, value) in environment { words += ["-e", "\(name)=\(value)"] }
    words += ["-c", "\(folder.path)", "/bin/sh", "-c", script, "sh"]
    do { try run(words + ["\(Program.path())"] + arguments) } catch {
      end()
      throw error
    }
  }

  /// Ends the server and all that runs in it.
  func end() {
    _ = try? tmux(["kill-server"])
    folder.remove()
  }

  /// Runs a command of tmux and returns what it prints.
  @discardableResult
  func run(_ words: [Argument]) throws -> String {
    let outcome = try tmux(words)
    guard outcome.status == .exited(0) else { throw Failure("tmux: \(outcome)") }
    return outcome.text
  }

  /// Presses keys by the names that tmux has for them.
  func press(_ keys: Argument...) throws { try run(["send-keys"] + keys) }

  /// Types text.
  func type(_ text: String) throws { try run(["send-keys", "-l", "--", "\(text)"]) }

  /// Makes the window another size.
  func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What tmux knows of the window, as `#{alternate_on}`.
  func value(of format: String) throws -> String {
    let text = try run(["display-message", "-p", "#{\(format)}"])
    return String(text.prefix { $0 != "\n" })
  }

  /// What is on the screen now.
  func screen() throws -> Screen { Screen(capture: try run(["capture-pane", "-e", "-p"])) }

  /// Waits until the screen is as it shall be and returns it.
  @discardableResult
  func wait(for what: String, until isSo: (Screen) throws -> Bool) throws -> Screen {
    var last: Screen?
    let seen = try Deadline.poll {
      let screen = try screen()
      last = screen
      return try isSo(screen) ? screen : nil
    }
    guard let seen else {
      throw Failure("did not come: \(what); the screen is\n\(last?.description ?? "")")
    }
    return seen
  }

  /// Waits until a text is on the screen.
  @discardableResult
  func wait(for text: String) throws -> Screen { try wait(for: text) { $0.shows(text) } }

  private func tmux(_ words: [Argument]) throws -> Command.Outcome {
    try Command.run(["tmux", "-S", socket, "-f", "/dev/null"] + words)
  }
}
