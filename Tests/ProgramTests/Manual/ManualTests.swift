import SafeText
import SystemPackage
import TestSupport
import Testing

@testable import Formatting
@testable import Monitor
@testable import Query
@testable import SharedMemory

/// The manual, held to the program.
@Suite("The manual", .waits) struct ManualTests {
  @Test(arguments: ManualPage.all)
  func `has the tables of the program`(page: ManualPage) throws {
    let made = try page.made
    let isEqual = try page.file.difference(from: made.text) == nil
    #expect(isEqual, "\(page.name): .ci/screens writes anew: \(made.changed)")
  }

  @Test(.enabled(if: Command.exists("mandoc"), "needs mandoc"), arguments: ManualPage.all)
  func `has nothing that mandoc warns of, and the style that it wants`(page: ManualPage) throws {
    let outcome = try Command.run([
      "mandoc", "-Tlint", "-Wall", Argument(Array(page.path.string.utf8)),
    ])
    // Which manuals there are, and whether mandoc knows them, depends on the host.
    let faults = outcome.lines.filter {
      $0.contains(": ") && !$0.contains("referenced manual not found") && !$0.contains("mandoc.db")
    }
    #expect(faults == [])
  }

  @Test func `describes each option that help lists`() throws {
    let text = try ManualPage.program.text
    for command in try CommandLineParts.commands() {
      let help = try shmtop(Argument(Array(command.name.utf8)), "--help")
      let options = help.lines.filter { $0.hasPrefix("  -") }.flatMap { line in
        line.split(separator: " ").prefix { $0.first?.isUppercase != true }
          .filter { $0.hasPrefix("-") }.map { $0.drop { $0 == "-" }.filter { $0 != "," } }
      }
      #expect(options.count > 2, "\(command.name)")
      for option in options {
        let macro = CommandLineParts.Option.macro(of: String(option))
        let isThere = text.contains("\(macro)\n") || text.contains("\(macro) ")
        #expect(isThere, "\(command.name): \(option)")
      }
    }
  }

  @Test func `has a section for each command`() throws {
    let lines = try ManualPage.program.text.split(separator: "\n")
    for command in try CommandLineParts.commands() {
      #expect(lines.contains { $0.hasPrefix(".Ss shmtop \(command.name)") }, "\(command.name)")
    }
  }

  @Test func `describes each column, state and filter word`() throws {
    let page = ManualPage.program
    let text = try page.text
    for field in Field.selectable {
      #expect(try page.describes("Sy \(field.name.string)"), "\(field.name.string)")
      let isExplained = text.contains(Mdoc.text(field.meaning.string).joined(separator: "\n"))
      #expect(isExplained, "\(field.name.string)")
    }
    for state in Verdict.State.allCases {
      #expect(try page.describes("Sy \(state.text.string)"), "\(state)")
    }
    for word in FilterWord.all {
      #expect(try page.describes("Cm \(Mdoc.words(word.name.string))"), "\(word.name.string)")
    }
  }

  @Test func `lists each key of each screen and menu`() throws {
    let text = try ManualPage.program.text
    for scope in KeyScope.all {
      for line in KeyParts.lines(of: scope) {
        let keys = Mdoc.words(line.keys.joined(separator: " "))
        let item = ".It Ic \(keys)\n" + Mdoc.text(line.meaning).joined(separator: "\n")
        let isThere = text.contains(item + "\n")
        #expect(isThere, "\(scope.name.string): \(line)")
      }
    }
  }

  /// The codes stand in the source only: most reasons have values, so that they cannot be listed.
  @Test func `lists the code of each reason`() throws {
    let source = GoldenFile(
      ManualPage.root.appending("Sources/Formatting/Messages/VerdictReason+Text.swift"))
    let codes = try #require(try source.content()).split(separator: "\n")
      .prefix { $0 != "}" }.filter { $0.contains("case .") }
      .compactMap { $0.split(separator: "\"").dropFirst().first }
    #expect(codes.count > 30)
    for code in codes {
      #expect(try ManualPage.program.describes("Sy \(Mdoc.words(String(code)))"), "\(code)")
    }
  }

  @Test func `describes each setting and each action`() throws {
    let page = ManualPage.settings
    for setting in Setting.all {
      #expect(try page.describes("Ic \(setting.name)"), "\(setting.name)")
    }
    for action in Action.allCases {
      #expect(try page.describes("Ic \(Mdoc.words(action.rawValue))"), "\(action)")
    }
  }
}
