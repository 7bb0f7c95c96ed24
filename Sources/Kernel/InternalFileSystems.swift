private import CLinux

/// The kernel's internal file systems, which contain System V segments and memfds.
///
/// They are not mounted anywhere.
package enum InternalFileSystems {
  /// Their devices as `st_dev`: the tmpfs first, then one for each size of huge pages.
  ///
  /// Empty if they cannot be determined. The C function is `memfd_create`, followed by `statx`.
  package static func read() -> [UInt64] {
    var devices = [UInt64](repeating: 0, count: 16)
    let count = clinux_kernel_devices(&devices, Int32(devices.count))
    return Array(devices.prefix(Int(count)))
  }
}
