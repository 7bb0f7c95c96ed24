extension Segment {
  /// What it costs, as far as the kernel says.
  package var cost: ByteEstimate { allocated.map { .exactly($0) } ?? .unknown }

  /// How much memory goes when one of its holders exits, by a look at all processes.
  ///
  /// None where a name or somebody else keeps it. Where somebody can hold it who was not seen, what
  /// it costs is the most that can go.
  package func release(by holder: Holder, _ survey: Survey) -> ByteEstimate {
    // What has a name stays, whoever exits; a memfd has none and goes with its last holder.
    let isKeptByName = !isRemoved && kind != .memfd
    if isKeptByName && !(kind == .systemV && survey.detachingDestroys) { return .zero }
    guard let holders else { return .atMost(allocated) }
    if holders.contains(where: { $0.process != holder.process }) { return .zero }
    guard isEverybodySeen(survey) else { return .atMost(allocated) }
    // The kernel counts for System V: an attachment that is not its own is somebody's.
    if kind == .systemV, let attachments, holder.attachments < attachments { return .zero }
    return cost
  }

  /// Whether its holders are all that there are, by a look at all processes.
  package func areAllHoldersSeen(by survey: Survey) -> Bool {
    holders != nil && isEverybodySeen(survey) && missingAttachments == nil
  }

  /// Whether the look saw everybody who can hold it, or what it has was counted since.
  private func isEverybodySeen(_ survey: Survey) -> Bool {
    guard kind == .systemV else {
      return survey.isComplete && !survey.isLockedByUnseen(self)
    }
    return !changed(since: survey)
  }

  /// Whether something happened to it after the look, of which the look cannot know.
  func changed(since survey: Survey) -> Bool {
    latestTime(at: survey.taken).map { $0.seconds >= survey.taken.seconds } ?? false
  }
}
