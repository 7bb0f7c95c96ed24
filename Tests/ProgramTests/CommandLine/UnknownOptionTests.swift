internal import TestSupport
internal import Testing

@testable import shmtop

/// Options that a command does not have.
@Suite("An unknown option", .waits) struct UnknownOptionTests {
  @Test(
    arguments: [
      ("rm --orphan", "'--orphan'. Did you mean '--orphans'?"), ("rm -Z", "'-Z'"),
      ("restore --bogus", "'--bogus'"), ("restore x --yess", "'--yess'. Did you mean '--yes'?"),
      ("create /x --siez 1M", "'--siez'. Did you mean '--size'?"),
      ("create /x --sise=1M", "'--sise'. Did you mean '--size'?"), ("show -JZ", "'-JZ'"),
      ("wait x --for nothing --tiemout 3", "'--tiemout'. Did you mean '--timeout'?"),
      ("list --min-size x --jsn", "'--jsn'. Did you mean '--json'?"),
      ("list -boID --jsn", "'--jsn'"), ("list -oID -bX", "'-bX'"), ("--jsn", "'--jsn'"),
      ("dump -abc", "'-abc'"), ("rm -sh --yes", "'-sh'"), ("show -dash", "'-dash'"),
      ("list --bytes --json --jsn", "'--jsn'"),
      ("watch --intervall 2", "'--intervall'. Did you mean '--interval'?"),
    ])
  func `is named, whatever else is wrong`(_ words: String, _ message: String) throws {
    let outcome = try run(words)
    #expect(outcome.errorText.contains("Error: Unknown option \(message)"), "\(outcome)")
    #expect(outcome.errorText.split(separator: "\n").count == 3, "\(outcome)")
  }

  @Test(arguments: ["rm -h", "list -bh", "rm -sh --help", "--help"])
  func `does not hide help that was asked for`(_ words: String) throws {
    let outcome = try Command.run(["sh", "-c", "exec \"$0\" \(words)", try program])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.text.contains("OVERVIEW: "), "\(outcome)")
  }

  @Test func `is shown with escapes`() throws {
    let outcome = try shmtop("rm", Argument(Array("--x\u{1b}[2J\n=1".utf8)))
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.errorText.contains(#"Unknown option '--x\e[2J\n'"#), "\(outcome)")
  }

  @Test func `is named by each command, with the options of that command`() throws {
    for command in try CommandLineParts.commands() {
      let outcome = try run("\(command.name) --no-such-thing")
      let lines = outcome.errorText.split(separator: "\n").map(String.init)
      #expect(lines.count == 3, "\(outcome)")
      #expect(lines.first?.hasPrefix("Error: Unknown option '--no-such-thing'") == true, "\(lines)")
      #expect(
        lines.dropFirst().first?.hasPrefix("Usage: shmtop \(command.name) ") == true, "\(lines)")
      #expect(lines.last?.contains("See 'shmtop \(command.name) --help'") == true, "\(lines)")
    }
  }

  @Test(
    arguments: [
      ("rm", "Give a segment"), ("hold /none -- ls --bogus", "no such segment"),
      ("list --name --bogus", "Missing value for '--name"), ("show -- --bogus", "no such segment"),
      ("list --where --bogus", "unknown word 'bogus'"), ("list -o --bogus", "Missing value"),
      ("wait --for gone -- -x -y", "Unexpected argument '-y'"),
    ])
  func `is not what is a value, or stands after --`(_ words: String, _ message: String) throws {
    let outcome = try Command.run(["sh", "-c", "exec \"$0\" \(words)", try program])
    #expect(outcome.errorText.contains(message), "\(outcome)")
    #expect(!outcome.errorText.contains("Unknown option"), "\(outcome)")
  }

  @Test func `is none of those that a command has`() throws {
    for command in try CommandLineParts.commands() {
      let options = CommandOptions(of: CommandName.command(of: [command.name]))
      for option in command.options {
        for name in option.names {
          let word = (name.count == 1 ? "-" : "--") + name
          let value = option.value.map { [$0] } ?? []
          #expect(options.firstUnknown(in: [word] + value + ["--bogus"]) == "--bogus", "\(word)")
          let isValue = options.firstUnknown(in: [word, "--bogus"]) == nil
          #expect(isValue == (option.value != nil), "\(command.name) \(word)")
        }
      }
    }
  }

  @Test(.needs(.sysAdmin)) func `can have its value beside it if it is a letter`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >one; mount -t tmpfs -o mode=755 own /mnt
      $0 list -oID --noheadings --name one; $0 list -o+UID --named-only | grep -c UID
      $0 metrics -O/mnt/a.prom; $0 dump -O/mnt/one one; ls /mnt
      $0 monitor -d5 --once --size 80x24 | wc -l; $0 monitor -d-1; echo "status $?"
      """)
    #expect(
      outcome.lines == ["posix:/one", "1", "a.prom", "one", "24", "status 64"], "\(outcome)")
    #expect(outcome.errorText.contains("0.25 to 3600"), "\(outcome)")
  }

  /// Runs the program with wrong words.
  private func run(_ words: String) throws -> Command.Outcome {
    let outcome = try Command.run(
      [try program] + words.split(separator: " ").map { Argument(Array($0.utf8)) })
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    return outcome
  }

  private var program: Argument { get throws { Argument(Array(try Program.path().utf8)) } }
}
