internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The list", .waits) struct ListTests {
  @Test func `shows POSIX and System V segments in one table`() throws {
    let file = try TestSegment(size: 8192)
    defer { file.remove() }
    let segment = try TestSystemVSegment(size: 12288)
    defer { segment.remove() }
    let outcome = try shmtop("list")
    #expect(outcome.status == .exited(0))
    let posix = try #require(outcome.fields(of: "/\(file.name)"), "\(outcome)")
    #expect(posix.contains("8K"))
    #expect(posix.contains("rw-------"))
    let systemV = try #require(outcome.fields(of: "\(segment.number)"), "\(outcome)")
    #expect(systemV.contains("12K"))
    #expect(systemV.contains(segment.keyText))
  }

  @Test(
    arguments: [
      [], ["--named-only"], ["-o", "+HOLDERS"], ["--reverse"], ["--raw"],
      ["--raw", "--named-only"],
    ] as [[Argument]])
  func `has the columns of the monitor by default`(_ options: [Argument]) throws {
    let outcome = try Command.run([Argument(Array(try Program.path().utf8)), "list"] + options)
    let headings = try #require(outcome.lines.first).split(whereSeparator: \.isWhitespace)
    #expect(headings == Self.usual)
  }

  @Test(arguments: ["--export", "--shell"] as [Argument])
  func `assigns the values of the same columns`(_ form: Argument) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("list", form, "--name", "\(file.name)")
    let words = outcome.lines.first?.split(separator: " ") ?? []
    #expect(words.compactMap { $0.split(separator: "=").first } == Self.usual, "\(outcome)")
  }

  private static let usual: [Substring] = [
    "NAME", "KIND", "OWNER", "PERMS", "SIZE", "ALLOC", "ATT", "STATE", "AGE", "APP", "HOLDERS",
  ]

  @Test func `names the holders, and has ? for them if no process was looked at`() throws {
    let file = try TestSegment(size: 4096)
    defer { file.remove() }
    try HoldingChild.with(.mapping, of: "/dev/shm/\(file.name)") { child in
      let fields = try #require(try shmtop("list").fields(of: "/\(file.name)"))
      #expect(fields.last == "shmhold(\(child.process))", "\(fields)")
      let unread = try #require(try shmtop("list", "--named-only").fields(of: "/\(file.name)"))
      #expect(unread.last == "?", "\(unread)")
    }
  }

  @Test func `shows the requested columns, in upper or lower case`() throws {
    let file = try TestSegment(size: 5000)
    defer { file.remove() }
    let outcome = try shmtop("list", "-o", "size,Id,KIND")
    let headings = try #require(outcome.lines.first).split(separator: " ")
    #expect(headings == ["SIZE", "ID", "KIND"])
    let line = try #require(outcome.lines.first { $0.contains("/\(file.name) ") }, "\(outcome)")
    #expect(line.split(separator: " ").last == "posix")
  }

  @Test func `adds columns to the default ones`() throws {
    let usual = try #require(try shmtop("list").lines.first).split(separator: " ")
    let outcome = try shmtop("list", "-o", "+INODE,DEV")
    #expect(outcome.status == .exited(0))
    let headings = try #require(outcome.lines.first).split(separator: " ")
    #expect(headings == usual + ["INODE", "DEV"])
  }

  @Test func `adds no column that is there already`() throws {
    let usual = try #require(try shmtop("list").lines.first).split(separator: " ")
    for columns in ["+HOLDERS,ID", "+ID,size"] as [Argument] {
      let outcome = try shmtop("list", "-o", columns, "--where", "kind=semaphore size>1E")
      #expect(outcome.lines.first?.split(separator: " ") == usual + ["ID"], "\(outcome)")
    }
  }

  @Test(
    arguments: [["-o", "NOPE"], ["-o", "ID,"], ["-o", "+"], ["--sort", "NOPE"]] as [[Argument]])
  func `refuses an unknown column and names the known ones`(_ words: [Argument]) throws {
    let outcome = try shmtop("list", words[0], words[1])
    #expect(outcome.status == .exited(64))
    #expect(outcome.output.isEmpty)
    for column in ["ID", "SIZE", "OWNER"] { #expect(outcome.errorText.contains(column)) }
  }

  @Test func `knows every column that help names, and help names every one`() throws {
    let help = try shmtop("list", "--help").text
    let words = help.split { !($0.isLetter && $0.isUppercase) }.map(String.init)
    let start = try #require(words.firstIndex(of: "ID"))
    let end = try #require(words.firstIndex(of: "USAGE"))
    let columns = words[start..<end]
    let outcome = try shmtop("list", "-o", "\(columns.joined(separator: ","))")
    #expect(outcome.status == .exited(0), "\(outcome)")
    let message = try shmtop("list", "-o", "nope").errorText.split(separator: "Columns: ").last
    let known = message?.split { !($0.isLetter && $0.isUppercase) }.map(String.init) ?? []
    #expect(known.starts(with: columns))
  }

  @Test func `leaves the headings out with --noheadings`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("list", "--noheadings")
    #expect(outcome.status == .exited(0))
    #expect(outcome.fields(of: "/\(file.name)") != nil)
    #expect(outcome.fields(of: "NAME") == nil)
  }

  @Test(arguments: ["-b", "--bytes"] as [Argument])
  func `writes sizes in bytes`(_ option: Argument) throws {
    let file = try TestSegment(size: 123_456_789)
    defer { file.remove() }
    let outcome = try shmtop("list", option)
    let fields = try #require(outcome.fields(of: "/\(file.name)"), "\(outcome)")
    #expect(fields.contains("123456789"))
  }

  @Test func `separates raw columns by one tab and pads nothing`() throws {
    let file = try TestSegment(size: 70_000)
    defer { file.remove() }
    let outcome = try shmtop("list", "--raw", "-o", "ID,KIND,KEY,SIZE")
    #expect(outcome.lines.first == "ID\tKIND\tKEY\tSIZE")
    #expect(outcome.lines.contains("posix:/\(file.name)\tposix\t-\t70000"), "\(outcome)")
  }

  @Test func `calls a named semaphore by its kind`() throws {
    let file = try TestSegment("sem.\(Unique.name())", size: 32)
    defer { file.remove() }
    let outcome = try shmtop("list", "-o", "ID,KIND")
    #expect(outcome.fields(of: "posix:/\(file.name)")?.last == "sem")
  }
}
