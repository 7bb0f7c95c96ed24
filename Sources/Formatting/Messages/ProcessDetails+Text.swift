internal import Kernel
package import SafeText
package import SharedMemory

extension DisplayText {
  /// The container of a process, or its unit, or a mark if it has neither.
  package init(unitOf details: ProcessDetails?, in charset: Charset) {
    self.init()
    if let container = details?.container {
      // The first digits tell containers apart.
      append(escaping: container.prefix(Self.containerDigits), in: charset)
    } else if let unit = details?.unit {
      append(escaping: unit, in: charset)
    } else {
      appendNone()
    }
  }

  /// As many as container tools show.
  private static let containerDigits = 12

  /// The command line of a process; a mark if it has none or it was not read.
  package init(commandLineOf details: ProcessDetails?, in charset: Charset) {
    self.init()
    guard let details, !details.arguments.isEmpty else {
      appendNone()
      return
    }
    append(escaping: details.arguments, in: charset)
    if details.isCut { append(.ellipsis, in: charset) }
  }
}
