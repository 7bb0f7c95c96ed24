internal import Kernel

/// A limit of shared memory and what is used of it: at its end, nothing more can be created.
package struct ResourceLimit: Hashable, Sendable {
  /// What is limited.
  package enum Resource: Hashable, Sendable {
    /// System V segments, SHMMNI.
    case segments
    /// Bytes of all System V segments together, SHMALL; the kernel counts whole pages.
    case segmentBytes
    /// Bytes of the file system at `/dev/shm`.
    case fileSystemBytes
    /// Files of the file system at `/dev/shm`.
    case inodes
  }

  package let resource: Resource
  /// What is used; `nil` if it could not be read.
  package let used: UInt64?
  /// The limit; `nil` if there is none or it could not be read.
  package let limit: UInt64?
  /// Whether the kernel sets no limit.
  package let isUnlimited: Bool

  package init(
    _ resource: Resource, used: UInt64?, of limit: UInt64?, isUnlimited: Bool = false
  ) {
    self.resource = resource
    self.used = used
    self.limit = limit
    self.isUnlimited = isUnlimited
  }

  /// What is used in percent, rounded down; more than 100 if the limit was lowered below its use.
  ///
  /// `nil` if it is unknown.
  package var percent: UInt64? {
    guard let used, let limit else { return nil }
    return limit > 0 ? used.percentSaturated(of: limit) : 100
  }

  /// Whether little is left.
  package var isNearlyUsedUp: Bool { (percent ?? 0) >= 75 }

  /// Whether it may need action: little is left, or what is used is unknown.
  package var isAlarming: Bool { isNearlyUsedUp || (used == nil && !isUnlimited) }
}

extension Snapshot {
  /// The limit nearest to being used up; `nil` if none is near.
  package var nearestLimit: ResourceLimit? { resourceLimits.first { $0.isNearlyUsedUp } }

  /// The limits of shared memory, the one nearest to being used up first.
  ///
  /// A limit that could not be read follows those that are nearly used up. SHMALL is left out if it
  /// cannot be reached, as by default.
  package var resourceLimits: [ResourceLimit] {
    var found = [
      ResourceLimit(.segments, used: systemVSegments.map { UInt64($0) }, of: limits?.segments),
      ResourceLimit(
        .fileSystemBytes, used: fileSystem?.used, of: fileSystem?.size,
        isUnlimited: fileSystem != nil && fileSystem?.size == nil),
    ]
    if let limits, limits.bytes < .max {
      found.append(
        ResourceLimit(
          .segmentBytes, used: systemVPages?.multipliedSaturated(by: limits.pageSize),
          of: limits.bytes))
    }
    if let inodes = fileSystem?.inodes {
      found.append(ResourceLimit(.inodes, used: fileSystem?.usedInodes, of: inodes))
    }
    func rank(_ limit: ResourceLimit) -> (Int, UInt64) {
      (limit.isNearlyUsedUp ? 2 : limit.isAlarming ? 1 : 0, limit.percent ?? 0)
    }
    // Equal ones keep their order, which `sorted` does not promise.
    return found.enumerated().sorted {
      let (one, other) = (rank($0.element), rank($1.element))
      return one == other ? $0.offset < $1.offset : one > other
    }.map(\.element)
  }

  /// The number of System V segments of this IPC namespace; `nil` if not all could be listed.
  package var systemVSegments: Int? { unlisted.contains(.systemV) ? nil : use.segments }

  /// The pages that the kernel counts against SHMALL: those of all sizes, rounded up.
  ///
  /// `nil` if not all segments could be listed, or the limits were not read. The C member is
  /// `shm_tot` of `struct shm_info`.
  package var systemVPages: UInt64? { unlisted.contains(.systemV) ? nil : use.pages }
}
