import Testing

@testable import Kernel

/// Lines of `/proc/PID/stat`.
struct ProcessStatTests {
  private func line(_ command: String, state: String = "S", flags: Int = 4_194_560, stack: Int = 6)
    -> ProcessStat?
  {
    ProcessStat(
      Array(
        """
        3187 (\(command)) \(state) 1 3187 3187 0 -1 \(flags) 900 0 12 0 5 7 0 0 20 0 4 0 7712 1 2 3 4 5 \(stack) 7

        """.utf8))
  }

  @Test(arguments: ["postgres", "a b", "x) R 1 (y", ")", "", "\u{1b}]2;\u{7}\n"])
  func `a command can contain any bytes`(command: String) throws {
    let stat = try #require(line(command))
    #expect(stat.command == Array(command.utf8))
    #expect(stat.parent.rawValue == 1)
    #expect(stat.threads == 4)
    #expect(!stat.isEnding)
    #expect(!stat.isKernelThread)
  }

  @Test func `kernel threads and ended processes are recognised`() {
    #expect(line("kworker/0:0", flags: 69_238_880)?.isKernelThread == true)
    #expect(line("sh", state: "Z")?.isEnding == true)
    #expect(line("sh", state: "X")?.isEnding == true)
    #expect(line("sh", flags: 4_194_564)?.isEnding == true)
  }

  @Test func `an exec and the end of the first thread start another run of a process`() throws {
    let stat = try #require(line("sh"))
    #expect(try stat.isSameRun(as: #require(line("other"))))
    #expect(try !stat.isSameRun(as: #require(line("sh", stack: 7))))
    #expect(try !stat.isSameRun(as: #require(line("sh", state: "Z"))))
  }

  @Test(arguments: [
    "", "3187", "3187 (sh", "3187 (sh)", "3187 (sh) S 1 2", "3187 (sh) S x 2 3 4 5 6",
  ])
  func `an incomplete line is rejected`(text: String) {
    #expect(ProcessStat(Array(text.utf8)) == nil)
  }
}
