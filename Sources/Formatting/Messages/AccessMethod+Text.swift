package import Contents
internal import Kernel
package import SafeText

extension AccessMethod.SideEffects {
  /// The side effects of reading a segment's bytes, as a verb phrase.
  package var text: DisplayText {
    switch self {
    case .nothing: "leaves no trace"
    case .accessTime: "may change its access time"
    case .swapsIn: "brings its pages in swap back into RAM"
    case .attachAndDetach: "changes its times and last PID"
    case .staysAttached: "changes its times and last PID; adds an attachment"
    case .allocatesPages: "changes its times and last PID; adds an attachment; may allocate pages"
    }
  }

  /// The word for it on the command line.
  package var word: DisplayText {
    switch self {
    case .nothing: "nothing"
    case .accessTime: "access-time"
    case .swapsIn: "swap-in"
    case .attachAndDetach: "attach"
    case .staysAttached: "stay-attached"
    case .allocatesPages: "make-pages"
    }
  }
}

extension AccessMethod {
  /// The method of reading a segment's bytes, in a few words.
  package var text: DisplayText {
    switch self {
    case .file, .fileUpdatingAccessTime, .fileInSwap: "read from its file"
    case .mapping(let process), .mappingInSwap(let process):
      "read through the mapping of process \(process.rawValue)"
    case .briefAttachment: "read after one brief attachment"
    case .attachment, .attachmentAllocatingPages: "attached for reading"
    }
  }
}
