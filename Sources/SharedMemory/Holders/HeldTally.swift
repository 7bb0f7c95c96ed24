internal import Kernel

/// The mappings and descriptors that one process has of one object, while they are counted.
struct HeldTally {
  var holder: Holder
  /// The path as the kernel writes it, for files that are in no listing.
  var path: [UInt8]?
  /// The end of the mapped part of the file, in bytes.
  var end: UInt64 = 0

  init(holder: Holder) { self.holder = holder }

  mutating func add(_ mapping: Mapping, after last: Mapping?) {
    // `mprotect` splits a mapping into pieces. The kernel counts each piece of a System V mapping as
    // an attachment. For other kinds the kernel counts nothing, so pieces count as one.
    let isPiece = !mapping.object.isSystemV && last.map(mapping.continues) == true
    holder.attachments += isPiece ? 0 : 1
    if mapping.isWritable { holder.isWritable = true }
    if holder.link == nil { holder.link = .mapping(mapping.addresses) }
    path = path ?? mapping.path
    end = max(end, mapping.offset.addingSaturated(mapping.length))
  }

  mutating func add(_ descriptor: ProcessDescriptors.Found) {
    holder.descriptors += 1
    if descriptor.isWritable { holder.isWritable = true }
    // Opening a file through a descriptor needs fewer privileges than through a mapping.
    if holder.descriptors == 1 {
      holder.link = .descriptor(descriptor.number)
      holder.thread = descriptor.thread
    }
    path = path ?? descriptor.path
  }
}
