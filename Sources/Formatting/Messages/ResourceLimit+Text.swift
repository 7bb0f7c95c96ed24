package import SafeText
package import SharedMemory

extension ResourceLimit.Resource {
  /// Its name in the header of the monitor.
  package var name: DisplayText {
    switch self {
    case .segments: "sysv segments"
    case .segmentBytes: "SHMALL"
    case .fileSystemBytes: "/dev/shm"
    case .inodes: "shm inodes"
    }
  }
}

extension DisplayText {
  /// Appends a number of a resource, as bytes or as a count; `?` if it is not known.
  package mutating func append(
    _ number: UInt64?, of resource: ResourceLimit.Resource, _ format: FormatOptions
  ) {
    guard let number else { return appendUnknown() }
    switch resource {
    case .segments, .inodes: append(number)
    case .segmentBytes, .fileSystemBytes: append(bytes: number, in: format.units)
    }
  }
}
