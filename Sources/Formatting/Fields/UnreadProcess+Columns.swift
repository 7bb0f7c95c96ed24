internal import Kernel
package import SafeText
package import SharedMemory

extension UnreadProcess {
  /// Its values in columns of the table of processes: `?` for all that is not known.
  package func texts(
    in columns: [Column<ProcessUsage>], _ format: FormatOptions
  ) -> [DisplayText] {
    columns.map { column in
      var text = DisplayText()
      switch column.layout.heading {
      case "PID": text.append(process.rawValue)
      case "USER": if let user { text.append(user, format) }
      case "COMMAND": text.append(escaping: command, in: format.charset)
      default: break
      }
      if text.isEmpty { text.appendUnknown() }
      return text
    }
  }
}

extension [UnreadProcess] {
  /// Why they were not read, and what to do; they are not none.
  package func advice(in scan: HolderScan, _ format: FormatOptions) -> DisplayText {
    guard let first = first(where: { !$0.isSilent }) ?? first else { return "" }
    var text = DisplayText()
    text.append(
      first.isSilent
        ? .silent(count, first.process)
        : .unreadable(count, first.process, isRoot: scan.isRoot), format)
    let process: DisplayText = count == 1 ? "\(first.process.rawValue)" : "PID"
    text.append("; --assume-clear \(process) assumes that ")
    text.append(literal: count == 1 ? "it holds nothing" : "one holds nothing")
    return text
  }
}
