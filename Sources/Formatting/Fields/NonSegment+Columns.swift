internal import Kernel
package import SafeText
package import SharedMemory
internal import SystemPackage

extension Column<NonSegment> {
  /// The columns of the files in `/dev/shm` that are not segments.
  package static let all = [
    Column(ColumnLayout("NAME", rank: 0), "its name") { file, format, text in
      text.append(file.name, in: format.charset)
    },
    Column(ColumnLayout("TYPE", rank: 0), "such as FIFO, symbolic link or directory") {
      file, _, text in
      text.append(file.typeText)
    },
    Column(ColumnLayout("OWNER", rank: 0), "user who owns it") { file, format, text in
      text.append(file.owner.user, format)
    },
  ]
}

extension NonSegment {
  /// What there is besides segments in a line: `2 FIFOs, 1 directory`; `nil` if there is nothing.
  package static func summary(of files: [NonSegment]) -> DisplayText? {
    guard !files.isEmpty else { return nil }
    let types = Dictionary(grouping: files, by: \.typeText).values.sorted {
      $0[0].type.rawValue < $1[0].type.rawValue
    }
    var text: DisplayText = "Also in /dev/shm, but not segments: "
    for (index, files) in types.enumerated() {
      if index > 0 { text.append(literal: ", ") }
      files[0].append(count: files.count, to: &text)
    }
    return text
  }
}
