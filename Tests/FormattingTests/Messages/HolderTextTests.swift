import Kernel
import Formatting
import SafeText
import SharedMemory
import SystemPackage
import Testing

/// How processes that hold segments are written.
struct HolderTextTests {
  private func text(_ command: String) -> String {
    var text = DisplayText()
    let holder = Holder(
      process: ProcessID(rawValue: 12), user: UserID(rawValue: 0), command: Array(command.utf8))
    text.append(holderOf: holder, in: .utf8)
    return text.string
  }

  @Test(
    arguments: [
      ("postgres", "postgres(12)"), ("", "(12)"), ("x(1),init", #"x\x281\x29\x2cinit(12)"#),
      ("\u{1b}[2J", #"\e[2J(12)"#), ("a b", "a b(12)"),
    ])
  func `a command cannot imitate another holder`(command: String, expected: String) {
    #expect(text(command) == expected)
  }
}
