internal import Kernel

extension SnapshotReader {
  /// Sets the holders and the verdicts of segments.
  mutating func judge(_ segments: inout [Segment], by scan: HolderScan, at now: Timestamp) {
    let scan = completed(scan, for: segments)
    for index in segments.indices { segments[index].setHolders(from: scan) }
    let clock = WorkClock()
    kernelAnswers.complete(&segments, scan, root: root)
    schedule.add(clock.cost)
    let verdicts = VerdictRules(by: scan, at: now, assumptions: assumptions).verdicts(on: segments)
    var index = 0
    for piece in verdicts {
      for verdict in piece {
        segments[index].verdict = verdict
        index += 1
      }
    }
  }

  /// Judges orphans once more, by a second scan, if only a scan says that they have no holder.
  ///
  /// A scan can miss a process that moves its mapping meanwhile. What the kernel was asked about needs no
  /// second scan. `rescan` is called once for each `scan`; if it fails, the verdict is `unknown`.
  mutating func confirmOrphans(
    _ segments: inout [Segment], after scan: HolderScan, at now: Timestamp,
    _ rescan: () -> HolderScan?
  ) {
    // Files that are orphans because a scan found no holder, and not by the kernel's answer. Only stored
    // properties are read: a computed one would copy the segment.
    let positions = segments.indices.filter {
      segments[$0].kind != .systemV && segments[$0].isHeldAnywhere == nil
        && segments[$0].verdict?.state == .orphan
    }
    if positions.isEmpty { return }
    if secondScan?.after != scan.timestamp {
      let clock = WorkClock()
      secondScan = (scan.timestamp, rescan())
      schedule.add(clock.cost)
    }
    guard let second = secondScan?.scan else {
      for index in positions { segments[index].verdict = Verdict(.unknown, [.notScanned]) }
      return
    }
    let completed = completed(second, for: segments)
    let rules = VerdictRules(by: completed, at: now, assumptions: assumptions)
    for index in positions {
      segments[index].setHolders(from: completed)
      segments[index].verdict = rules.verdict(on: segments[index])
    }
  }

  /// A scan with what depends on the segments: hidden processes, and whether the clock was set.
  private func completed(_ scan: HolderScan, for segments: [Segment]) -> HolderScan {
    var scan = scan
    scan.vouch(assumptions)
    if scan.mayMissCreators {
      scan.findHidden(of: segments)
    }
    var earliest: Timestamp?
    for index in segments.indices {
      if let birth = segments[index].birth { earliest = min(earliest ?? birth, birth) }
    }
    scan.isClockSteady = ClockEvidence(root: root).isSteady(earliest: earliest)
    return scan
  }
}

extension VerdictRules {
  /// The verdicts on segments, in pieces and in their order; if there are many, all processors work on them.
  fileprivate func verdicts(on segments: [Segment]) -> [[Verdict]] {
    let starts = Array(stride(from: 0, to: segments.count, by: Self.pieceSize))
    let pieces = Lock([[Verdict]](repeating: [], count: starts.count))
    Processors.perform(starts.count) { piece in
      let end = min(starts[piece] + Self.pieceSize, segments.count)
      var verdicts: [Verdict] = []
      verdicts.reserveCapacity(end - starts[piece])
      for index in starts[piece]..<end {
        let verdict = verdict(on: segments[index])
        // Most segments have the same reasons as their neighbour, and share its memory for them.
        verdicts.append(verdict == verdicts.last ? verdicts[verdicts.count - 1] : verdict)
      }
      pieces.withLock { $0[piece] = verdicts }
    }
    return pieces.withLock { $0 }
  }

  /// Starting a thread takes as long as this many verdicts.
  private static let pieceSize = 512
}

extension HolderScan {
  /// Whether a creator can run that the scan did not see.
  var mayMissCreators: Bool { !visibilityGaps.isDisjoint(with: [.hiddenProcesses, .foreignPIDs]) }
}
