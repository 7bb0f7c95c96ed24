internal import Glibc
internal import TestSupport
internal import Testing

/// Options that choose segments.
@Suite("Filters of the list", .waits) struct FilterOptionTests {
  /// The segments that are listed with some options, in a column that needs no look at processes.
  private func listed(_ options: Argument...) throws -> [String] {
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8)), "list", "--raw", "--noheadings", "-o", "ID"]
        + options)
    #expect(outcome.status == .exited(0), "\(outcome)")
    return outcome.lines
  }

  @Test func `match names byte for byte, with the slash or without`() throws {
    let base = Unique.name()
    let file = try TestSegment("\(base)a")
    defer { file.remove() }
    let hostile = try TestSegment(Array(base.utf8) + [0xff, 0x0a])
    defer { hostile.remove() }
    let (id, hostileID) = ("posix:/\(base)a", #"posix:/\#(base)\xff\n"#)
    #expect(try listed("--name", "\(base)?*") == [id, hostileID])
    #expect(try listed("--name", "/\(base)[a-c]") == [id])
    let bytes = Argument(Array("--name=\(base)".utf8) + [0xff, 0x2a])
    #expect(try listed(bytes) == [hostileID])
    #expect(try listed("--name", "\(base)?") == [id])
    #expect(try listed("--name", "\(base)a", "--name=\(base)[!a]*") == [id, hostileID])
  }

  @Test func `must all match, and either value of each`() throws {
    let base = Unique.name()
    let small = try TestSegment("\(base)s", size: 4096)
    defer { small.remove() }
    let large = try TestSegment("\(base)l", size: 2 << 20)
    defer { large.remove() }
    let semaphore = try TestSegment("sem.\(base)", size: 32)
    defer { semaphore.remove() }
    let names: Argument = "--name=*\(base)*"
    #expect(try listed(names).count == 3)
    #expect(try listed(names, "--min-size", "1M") == ["posix:/\(base)l"])
    #expect(try listed(names, "--kind", "sem") == ["posix:/sem.\(base)"])
    #expect(try listed(names, "--kind=semaphore", "--kind=posix", "--min-size=4KiB").count == 2)
    #expect(try listed(names, "--user", "\(geteuid())").count == 3)
    #expect(try listed(names, "--user", "\(geteuid() + 1)").isEmpty)
    #expect(try listed(names, "--min-size", "0x100000") == ["posix:/\(base)l"])
    #expect(try listed(names, "--where", "size>=0x1000").count == 2)
    #expect(try listed(names, "--older-than", "1h").isEmpty)
    #expect(try listed(names, "--older-than", "0").count == 3)
  }

  @Test func `match System V segments by everything but a name`() throws {
    let segment = try TestSystemVSegment(size: 12288)
    defer { segment.remove() }
    #expect(try listed("--kind", "sysv").contains(segment.id))
    #expect(try !listed("--kind", "sysv", "--name", "*").contains(segment.id))
    #expect(try !listed("--kind", "posix").contains(segment.id))
  }

  @Test func `scan processes if they need holders`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let held = try TestSegment()
    defer { held.remove() }
    let descriptor = open("/dev/shm/\(held.name)", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let own = try listed("--pid", "\(getpid())")
    #expect(own.contains("posix:/\(held.name)"))
    #expect(!own.contains("posix:/\(file.name)"))
    let inUse = try listed("--state", "in-use", "--name", "\(held.name)", "--name", "\(file.name)")
    #expect(inUse == ["posix:/\(held.name)"])
    held.remove()
    let removed = try listed("--state", "removed", "--name", "/\(held.name)")
    #expect(removed.count == 1)
    #expect(removed.first?.hasPrefix("unlinked:") == true)
  }

  @Test func `select the segments of JSON, and leave the limits alone`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let outcome = try shmtop("list", "-J", "--name", "\(file.name)")
    let document = try document(outcome)
    #expect(document.segments.map(\.name) == ["/\(file.name)"])
    #expect(!outcome.text.contains(#""sysv_segments":0,"#))
  }

  @Test func `work without a subcommand if there is no terminal`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("--name", "\(file.name)")
    #expect(outcome.lines.count == 2)
    #expect(outcome.fields(of: "/\(file.name)") != nil)
  }

  @Test(
    arguments: [
      ("--kind", "shm", "memfd"), ("--user", "nobody-is-called-so", "no such user"),
      ("--name", "[", "shell"), ("--app", "x[", "any case"), ("--state", "dead", "in-use"),
      ("--older-than", "4y", "4h"), ("--min-size", "16E", "too large"), ("--pid", "-1", "process"),
      ("--assume-clear", "nobody-is-called-so", "outside"),
    ] as [(Argument, String, String)])
  func `refuse wrong values and name the right ones`(
    _ option: Argument, _ value: String, _ words: String
  ) throws {
    for command in [["list"], ["monitor"], []] as [[Argument]] {
      let word = Argument(option.bytes + Array("=\(value)".utf8))
      let outcome = try Command.run(
        [Argument(Array(try Program.path().utf8))] + command + [word])
      #expect(outcome.status == .exited(64), "\(outcome)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains(words), "\(outcome)")
      #expect(outcome.errorText.contains("'\(value)'"), "\(outcome)")
    }
  }

  @Test(
    arguments: [
      ("--min-size -1", "expected bytes"), ("--user -1", "no such user"),
      ("--pid -5", "the number of a process"), ("--older-than -1", "30s"),
      ("--key -x", "a System V key"), ("--every -1", "whole seconds from 1 up"),
      ("--every 0.5", "whole seconds from 1 up"), ("--every 1 --count -1", "a number from 1 up"),
      ("--min-size 16E", "the number is too large"),
      ("--older-than 99999999999999w", "the number is too large"),
      ("--where size>16E", "'16E' is too large"),
      ("--where older>99999999999999999999", "'99999999999999999999' is too large"),
      ("--every 99999999999999w", "the time is too long"),
      ("--every 1 --count 99999999999999999999", "the number is too large"),
    ])
  func `a number that is negative, too large or no integer is refused as such`(
    _ words: String, _ reason: String
  ) throws {
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8)), "list"]
        + words.split(separator: " ").map { Argument(Array($0.utf8)) })
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errorText.contains(reason), "\(outcome)")
  }

  @Test func `a key may be negative, as ipcs prints it`() throws {
    #expect(try listed("--key", "-123456789").isEmpty)
  }

  @Test func `--where takes a query, in bytes, and joins the other filters`() throws {
    let base = Unique.name()
    let small = try TestSegment("\(base)s", size: 4096)
    defer { small.remove() }
    let large = try TestSegment("\(base)l", size: 2 << 20)
    defer { large.remove() }
    let hostile = try TestSegment(Array(base.utf8) + [0xff, 0x0a], size: 8192)
    defer { hostile.remove() }
    let (s, l, h) = ("posix:/\(base)s", "posix:/\(base)l", #"posix:/\#(base)\xff\n"#)
    #expect(try listed("--where", "\(base) size>1M") == [l])
    #expect(try listed("--where", "\(base) !size>1M") == [s, h])
    #expect(try listed("--where=\(base) and (size>1M or size=4K)") == [l, s])
    #expect(try listed("--name=\(base)?", "--where", "size<1M or name=nothing") == [s])
    #expect(try listed("--where", "\(base) newer=1h !name=*s") == [l, h])
    #expect(try listed("--where", "--name \(base)s") == [s])
    #expect(try listed(Argument(Array("--where=\(base)".utf8) + [0xff])) == [h])
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    #expect(try listed("--where", "id=\(segment.id) kind=sysv") == [segment.id])
  }

  @Test(
    arguments: [
      ("stat=orphan", "unknown word 'stat'; did you mean 'state'?", "  ^^^^"),
      ("a size>1X", "not '1X'", "         ^^"), ("(a or b", "this ( has no )", "  ^"),
      ("user=nobody-here", "no such user: 'nobody-here'", "       ^^^^^^^^^^^"),
      ("a or ", "is missing here", "          ^"),
      ("a\u{1b} kind>x", "kind takes = !=, not >", "          ^"),
    ])
  func `--where shows where a query is wrong`(
    _ query: String, _ message: String, _ mark: String
  ) throws {
    for command in [["list"], ["monitor"], ["rm", "--orphans"], ["show"]] as [[Argument]] {
      let outcome = try Command.run(
        [Argument(Array(try Program.path().utf8))] + command
          + [Argument(Array("--where=\(query)".utf8))])
      #expect(outcome.status == .exited(64), "\(outcome)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains(message), "\(outcome)")
      #expect(outcome.errorText.split(separator: "\n").contains(Substring(mark)), "\(outcome)")
    }
  }

  private static let queries: [[Argument]] = [
    ["list", "--fail-if"], ["list", "--where"], ["monitor", "--where"], ["events", "--where"],
    ["show", "--where"], ["rm", "--orphans", "--where"],
  ]

  @Test(arguments: queries, ["", " "] as [Argument])
  func `an empty query, which would select all, is refused`(
    _ words: [Argument], _ query: Argument
  ) throws {
    let outcome = try Command.run([Argument(Array(try Program.path().utf8))] + words + [query])
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errorText.contains("the query is empty"), "\(outcome)")
  }

  @Test(arguments: queries)
  func `a second query is refused, with both in one`(_ words: [Argument]) throws {
    let option = words.suffix(1)
    let outcome = try Command.run(
      [Argument(Array(try Program.path().utf8))] + words + ["a or b"] + option + ["c"])
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errorText.contains("'(a or b) or c' to match any"), "\(outcome)")
    #expect(outcome.errorText.contains("'(a or b) and c' to match all"), "\(outcome)")
  }

  @Test func `--where selects the orphans that rm --orphans lists, and those alone`() throws {
    let outcome = try shmtop(
      "rm", "--orphans", "--json", "--where", "name=no-such-name-\(getpid()) or kind=memfd")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(!outcome.text.contains("posix:"))
  }

  @Test func `are all in help`() throws {
    for command in ["list", "monitor"] as [Argument] {
      let help = try shmtop(command, "--help").text
      for word in [
        "kind", "user", "name", "app", "state", "older-than", "min-size", "pid", "key", "where",
      ] {
        #expect(help.contains("--\(word) <"), "\(word)")
      }
    }
  }
}
