package import SafeText
package import SharedMemory

extension HolderScan.VisibilityGap {
  /// The reason why holders may be hidden, in a short sentence.
  package var text: DisplayText {
    switch self {
    case .hiddenProcesses: "/proc hides other users' processes (hidepid or subset)"
    case .otherNamespaces: "processes outside this PID namespace cannot be seen"
    case .foreignPIDs: "/proc belongs to another PID namespace"
    case .processChurn: "processes start faster than they can be scanned"
    case .descriptorsInFlight: "descriptors in flight in Unix sockets may refer to any segment"
    case .unknownDevice: "on this file system, mappings cannot be matched to segments"
    }
  }
}
