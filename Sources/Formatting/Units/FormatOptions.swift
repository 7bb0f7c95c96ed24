package import Contents
package import Kernel
package import SafeText
package import SharedMemory

/// The format of values: everything that a field needs besides the segment.
package struct FormatOptions: Sendable {
  /// The format of sizes.
  package enum Units: Sendable {
    /// At most five columns, with a binary suffix: `1.02G`.
    case human
    /// All digits.
    case bytes
    /// All digits, ages in seconds, and lists of holders in full.
    case exact
  }

  package var charset: Charset
  package var units: Units
  /// Whether permissions are written in octal digits.
  package var hasOctalPermissions = false
  package var times = TimeFormat.iso
  /// Whether times are in the time zone of the environment, and not UTC.
  package var isLocalTime = false
  /// The time from which ages are counted.
  package var now: Timestamp
  package var accounts: Accounts
  /// Whether the scan read all processes; if not, counts of holders are lower bounds.
  package var isScanComplete: Bool
  /// The device number of System V segments, as `st_dev`; `nil` if no scan has found it.
  package var systemVDevice: UInt64?
  /// The namespaces of this program.
  package var namespaces = OwnNamespaces()
  /// The values of semaphores, if they were asked for.
  package var semaphores = SemaphoreValues()
  /// The segments that have changed lately, if several snapshots were compared.
  package var histories = AllocationHistories()
  /// The columns in which sentences name a holder; the middle of a longer name is left out.
  package var longestHolder = Int.max

  package init(
    charset: Charset, units: Units = .human, now: Timestamp, accounts: Accounts = Accounts(),
    isScanComplete: Bool = true
  ) {
    self.isScanComplete = isScanComplete
    self.charset = charset
    self.units = units
    self.now = now
    self.accounts = accounts
  }

  /// The format for the segments of a snapshot.
  package init(charset: Charset, units: Units = .human, of snapshot: Snapshot) {
    self.init(
      charset: charset, units: units, now: snapshot.timestamp, accounts: snapshot.accounts,
      isScanComplete: snapshot.scan?.isComplete ?? true)
    systemVDevice = snapshot.scan?.systemVDevice
    namespaces = snapshot.namespaces
  }
}
