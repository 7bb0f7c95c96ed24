internal import Glibc
internal import TestSupport
internal import Testing

/// The settings file of a real monitor.
@Suite("The settings file", .waits) struct SettingsFileTests {
  private func monitor(_ home: Folder, _ options: Argument...) throws -> PseudoTerminal {
    try PseudoTerminal(
      ["\(Program.path())", "--no-log"] + options, environment: ["XDG_CONFIG_HOME": home.path])
  }

  @Test func `is made with its folder by one run, and read by the next`() throws {
    let home = try Folder()
    defer { home.remove() }
    let first = try monitor(home, "--sort", "size", "--interval", "0.5")
    defer { first.end() }
    try first.wait(for: "SIZE")
    try first.type("S")
    try first.wait(for: "settings saved in \(home.path)/shmtop/config.toml")
    try first.type("q")
    #expect(try first.waitForEnd() == .exited(0))
    var status = stat()
    #expect(stat("\(home.path)/shmtop/config.toml", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o600)
    let frame = try Command.run(
      ["\(Program.path())", "monitor", "--once"], environment: ["XDG_CONFIG_HOME": home.path])
    #expect(frame.text.contains("SIZE\u{25be}"), "\(frame)")
  }

  @Test func `with a wrong line says so, and is not read if it is a link`() throws {
    let home = try Folder()
    defer { home.remove() }
    _ = try Command.run([
      "sh", "-c",
      """
      umask 77; cd "$0" && mkdir shmtop && cd shmtop
      printf 'sort = "AGE"\\nsort = 1\\nthemes = "dark"\\n' >config.toml
      """, "\(home.path)",
    ])
    let wrong = try monitor(home)
    defer { wrong.end() }
    try wrong.wait(for: "config.toml:2: sort has a value already (and 1 more)")
    try wrong.type("q")
    #expect(try wrong.waitForEnd() == .exited(0))
    let file = "\(home.path)/shmtop/config.toml"
    rename(file, file + ".old")
    symlink(file + ".old", file)
    let linked = try monitor(home)
    defer { linked.end() }
    try linked.wait(for: "config.toml: is a symbolic link")
    try linked.type("q")
    #expect(try linked.waitForEnd() == .exited(0))
  }

  @Test func `that cannot be read is not overwritten`() throws {
    let home = try Folder()
    defer { home.remove() }
    _ = try Command.run([
      "sh", "-c",
      """
      umask 77; cd "$0" && mkdir shmtop && cd shmtop
      printf 'theme = "dark"\\n#%0100000d\\n' 0 >config.toml; cp config.toml copy
      """, "\(home.path)",
    ])
    let large = try monitor(home)
    defer { large.end() }
    try large.wait(for: "settings not read")
    try large.type("S")
    try large.wait(for: "settings not saved")
    try large.type("q")
    #expect(try large.waitForEnd() == .exited(0))
    #expect(
      home.contents(of: "shmtop/config.toml") == home.contents(of: "shmtop/copy"))
  }

  @Test func `gives keys to actions, and keeps them when it is saved`() throws {
    let home = try Folder()
    defer { home.remove() }
    let lines = [
      "[keys]", "help = [\"F2\", \"W\"]", "pauses = \"P\"", "quit = \"Q\"",
      "save-settings = '\\' # beside Enter", "filter = \"f\"",
    ]
    _ = try Command.run([
      "sh", "-c",
      """
      umask 77; cd "$0" && mkdir shmtop && printf '%s\\n' "$1" >shmtop/config.toml
      """, "\(home.path)", "\(lines.joined(separator: "\n"))",
    ])
    let first = try monitor(home)
    defer { first.end() }
    try first.wait(for: "config.toml:3: there is no action 'pauses'; did you mean pause?")
    try first.type("q")
    try first.wait(for: "q does nothing here; F2 lists the keys")
    try first.type("W")
    try first.wait(for: "Help 1/")
    try first.type("W\\")
    try first.wait(for: "settings saved in \(home.path)/shmtop/config.toml")
    try first.type("Q")
    #expect(try first.waitForEnd() == .exited(0))
    let written = String(
      decoding: try #require(home.contents(of: "shmtop/config.toml")), as: UTF8.self)
    for line in lines + ["# pause = \"p\"", "interval = 2.0"] {
      #expect(written.contains("\n\(line)\n"), "\(line): \(written)")
    }
    let second = try monitor(home)
    defer { second.end() }
    // The wrong line is the user's, so it is still there.
    try second.wait(for: "there is no action 'pauses'; did you mean pause?")
    // The interrupt character of the terminal.
    try second.type("\u{3}")
    #expect(try second.waitForEnd() == .killed(SIGINT))
  }
}
