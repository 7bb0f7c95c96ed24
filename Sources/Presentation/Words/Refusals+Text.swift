package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says why a segment was not removed, in one sentence without a full stop.
  package init(_ refusal: RemovalError, of segment: Segment, _ writing: Writing) {
    self.init()
    switch refusal {
    case .gone: append(words: "it is gone already")
    case .replaced: append(words: "it is not the segment that was chosen any more; left alone")
    case .displaced(let name, let error):
      append(
        words: "it is not the segment that was chosen any more; the other one lies in /dev/shm")
      append(name, in: writing.charset)
      append(words: " and could not be put back: ")
      append(error, in: writing.charset)
    case .immutable:
      append(words: "not permitted: it or its directory is marked immutable or append-only")
      append(words: " (chattr -ia takes that away)")
    case .alreadyRemoved(let attachments):
      append(words: "removed already; ")
      append(memoryGoesWith: attachments)
    case .neverNamed:
      append(words: "it has no name to remove; its memory goes when nobody holds it any more")
    case .notPermitted where segment.name?.isNested == true:
      append(words: "not permitted: the directory it is in does not let you")
    case .notPermitted:
      append(words: "not permitted: only its owner ")
      if let owner = segment.owner {
        append(words: "(")
        append(owner.user, writing)
        append(words: ") ")
      }
      append(words: "or root may remove it")
    case .failed(let error): append(error, in: writing.charset)
    }
  }

  /// Appends when the memory of a removed segment goes.
  package mutating func append(memoryGoesWith attachments: UInt64?) {
    append(words: "its memory goes when ")
    guard let attachments else { return append(words: "nobody holds it any more") }
    if attachments == 1 {
      append(words: "its last attachment ends")
    } else {
      append("its \(attachments) attachments end")
    }
  }

  /// Says why a segment's bytes are not shown, in one sentence without a full stop.
  package init(_ refusal: ContentsError, in charset: Charset) {
    self.init()
    switch refusal {
    case .costs(let cost): append(cost.text)
    case .wouldDestroy:
      append(words: "looking would destroy it: kernel.shm_rmid_forced is on and nobody has it")
      append(words: " attached")
    case .gone: append(words: "it is gone")
    case .replaced: append(words: "another segment has taken its place")
    case .notPermitted: append(words: "not permitted: its mode keeps you from reading it")
    case .wentToSwap:
      append(
        words: "some of it went to swap, where it cannot be told from memory that it never had")
    case .failed(let error): append(error, in: charset)
    }
  }

  /// Appends a number and what it counts, in the plural where it is not one.
  package mutating func append(counted count: some BinaryInteger, _ thing: StaticString) {
    append(count)
    append(words: " ")
    append(words: thing)
    if count != 1 { append(words: "s") }
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
