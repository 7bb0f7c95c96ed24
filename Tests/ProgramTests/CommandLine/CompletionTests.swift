internal import TestSupport
internal import Testing

/// What shells offer after Tab, in real shells.
@Suite("Completion", .needsTmux, .waits) struct CompletionTests {
  /// A shell, and how it is started and told of the completions.
  private enum Shell: String {
    case bash, zsh, fish

    var start: String {
      switch self {
      case .bash: "bash --norc --noprofile"
      case .zsh: "zsh -f"
      case .fish: "fish --no-config"
      }
    }

    var setup: String {
      switch self {
      case .bash: "PS1='ready> '; source completions"
      case .zsh:
        "PS1='ready> '; mkdir f; mv completions f/_shmtop; fpath=($PWD/f $fpath); autoload -Uz compinit; compinit -u -d dump"
      case .fish: "function fish_prompt; echo 'ready> '; end; source completions"
      }
    }
  }

  /// A terminal with a shell that knows the completions.
  private func terminal(_ shell: Shell) throws -> Tmux {
    let terminal = try Tmux(
      columns: 120, environment: ["LC_ALL": "C.UTF-8"],
      script: """
        PATH=$(dirname "$1"):$PATH HOME=$PWD; export PATH HOME
        shmtop --generate-completion-script \(shell.rawValue) >completions
        exec \(shell.start)
        """)
    do {
      try terminal.type("\(shell.setup); clear; echo set-\"4\"2\n")
      try terminal.wait(for: "set-42")
    } catch {
      terminal.end()
      throw error
    }
    return terminal
  }

  /// Types a line and Tab, and waits for what it becomes.
  private func expect(_ line: String, _ result: String, in terminal: Tmux) throws {
    try terminal.type(line)
    try terminal.press("Tab")
    try terminal.wait(for: result)
    // No signal, which could come before the shell is ready for it, and be lost.
    try terminal.press("C-u")
    try terminal.type("clear\n")
    try terminal.wait(for: "an empty line") { !$0.shows("shmtop") }
  }

  @Test(.enabled(if: Command.exists("bash"), "needs bash")) func `bash`() throws {
    try check(.bash)
  }

  @Test(.enabled(if: Command.exists("zsh"), "needs zsh")) func `zsh`() throws { try check(.zsh) }

  @Test(.enabled(if: Command.exists("fish"), "needs fish")) func `fish`() throws {
    try check(.fish)
  }

  /// It offers commands, segments, columns, states, users, applications, themes and side effects, and runs nothing
  /// that stands in the name of a segment.
  private func check(_ shell: Shell) throws {
    let name = Unique.name()
    let hostile = ["$(touch ran)", "`touch ran`", ";touch ran;", "'\"$(touch ran)", "|touch ran"]
    let files = try hostile.map { try TestSegment("\(name)-\($0)") }
    defer { for file in files { file.remove() } }
    let file = try TestSegment("\(name)-plain")
    defer { file.remove() }
    let spaced = try TestSegment("\(Unique.name()) a'b")
    defer { spaced.remove() }
    let unescaped = "posix:/\(spaced.name.dropLast(4))\\x20a\\x27b"
    let escaped = unescaped.split(separator: "\\").joined(separator: "\\\\")
    let terminal = try terminal(shell)
    defer { terminal.end() }
    try expect("shmtop summ", "shmtop summary", in: terminal)
    try expect("shmtop show \(name)-", "shmtop show \(file.name)", in: terminal)
    try expect("shmtop list -o NAME,INO", "shmtop list -o NAME,INODE", in: terminal)
    try expect("shmtop list --state orp", "shmtop list --state orphan", in: terminal)
    try expect("shmtop rm --app Postgr", "shmtop rm --app PostgreSQL", in: terminal)
    try expect("shmtop dump --offset 1 \(name)-", "1 \(file.name)", in: terminal)
    try expect("shmtop show /\(name)-", "shmtop show /\(file.name)", in: terminal)
    try expect("shmtop dump posix:/\(name)-p", "shmtop dump posix:/\(file.name)", in: terminal)
    try expect("shmtop rm posix:/\(spaced.name.dropLast(4))", escaped, in: terminal)
    try expect("shmtop rm posix:/\(spaced.name.dropLast(4))\\\\x", escaped, in: terminal)
    if shell != .fish {
      try expect("shmtop rm 'posix:/\(spaced.name.dropLast(4))", unescaped, in: terminal)
    }
    // No other segment has a key that differs only in its last digit.
    try TestSystemVSegment.with(size: 1, key: 0x5300_0000 | Unique.number() << 4) { own in
      try expect("shmtop lock key:\(own.keyText.dropLast())", own.keyText, in: terminal)
    }
    try expect("shmtop create pos", "shmtop create posix:/", in: terminal)
    try expect("shmtop --state orp", "shmtop --state orphan", in: terminal)
    try expect("shmtop --read-o", "shmtop --read-only", in: terminal)
    try expect("shmtop watch --theme hi", "shmtop watch --theme high-contrast", in: terminal)
    try expect("shmtop dump --accept swa", "shmtop dump --accept swap-in", in: terminal)
    try expect("shmtop help summ", "shmtop help summary", in: terminal)
    #expect(terminal.folder.contents(of: "ran") == nil)
  }
}
