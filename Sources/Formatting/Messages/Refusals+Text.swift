package import Contents
internal import Kernel
package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says why a segment was not removed, in one sentence without a full stop.
  package init(_ refusal: RemovalError, of segment: Segment, _ format: FormatOptions) {
    self.init()
    switch refusal {
    case .gone: append(literal: "it is gone already")
    case .replaced: append(literal: "it is not the segment that was chosen any more; left alone")
    case .displaced(let name, let error):
      append(
        literal: "it is not the segment that was chosen any more; the other one lies in /dev/shm")
      append(name, in: format.charset)
      append(literal: " and could not be put back: ")
      append(error, in: format.charset)
    case .immutable:
      append(literal: "not permitted: it or its directory is marked immutable or append-only")
      append(literal: " (chattr -ia takes that away)")
    case .alreadyRemoved(let attachments):
      append(literal: "removed already; ")
      append(memoryGoesWith: attachments)
    case .neverNamed:
      append(literal: "it has no name to remove; its memory goes when nobody holds it any more")
    case .notPermitted where segment.name?.isNested == true:
      append(literal: "not permitted: the directory it is in does not let you")
    case .notPermitted:
      append(literal: "not permitted: only its owner ")
      if let owner = segment.owner {
        append(literal: "(")
        append(owner.user, format)
        append(literal: ") ")
      }
      append(literal: "or root may remove it")
    case .failed(let error): append(error, in: format.charset)
    }
  }

  /// Appends when the memory of a removed segment goes.
  package mutating func append(memoryGoesWith attachments: UInt64?) {
    append(literal: "its memory goes when ")
    guard let attachments else { return append(literal: "nobody holds it any more") }
    if attachments == 1 {
      append(literal: "its last attachment ends")
    } else {
      append("its \(attachments) attachments end")
    }
  }

  /// Says why a segment's bytes are not shown, in one sentence without a full stop.
  package init(_ refusal: ContentsError, in charset: Charset) {
    self.init()
    switch refusal {
    case .hasSideEffects(let cost): append(cost.text)
    case .wouldDestroy:
      append(literal: "looking would destroy it: kernel.shm_rmid_forced is on and nobody has it")
      append(literal: " attached")
    case .gone: append(literal: "it is gone")
    case .replaced: append(literal: "another segment has taken its place")
    case .notPermitted: append(literal: "not permitted: its mode keeps you from reading it")
    case .wentToSwap:
      append(
        literal: "some of it went to swap, where it cannot be told from memory that it never had")
    case .failed(let error): append(error, in: charset)
    }
  }

  /// Appends a number and what it counts, in the plural where it is not one.
  package mutating func append(counted count: some BinaryInteger, _ thing: StaticString) {
    append(count)
    append(literal: " ")
    append(literal: thing)
    if count != 1 { append(literal: "s") }
  }
}

extension AccessMethod.SideEffects {
  /// What looking at a segment's bytes does to it.
  package var text: DisplayText {
    switch self {
    case .nothing: "no trace"
    case .accessTime: "can move its access time"
    case .attachAndDetach: "changes its times and last PID"
    case .staysAttached: "changes its times and last PID; one attachment more"
    case .makesPages: "changes its times and last PID; one attachment more; may make pages"
    }
  }
}

extension AccessMethod {
  /// How a segment's bytes are reached.
  package var text: DisplayText {
    switch self {
    case .file, .fileMovingAccessTime: "read from its file"
    case .mapping(let process): "read through the mapping of process \(process.rawValue)"
    case .briefAttachment: "read after one brief attachment"
    case .attachment, .attachmentMakingPages: "attached for reading"
    }
  }
}
