internal import Kernel
internal import SafeText
internal import SharedMemory

extension Segment {
  /// A sentence on when the memory of a segment without a name is freed; `nil` if it has a name.
  func whenFreed(_ scan: HolderScan?, _ format: FormatOptions) -> DisplayText? {
    guard isRemoved || kind.isUnnamed else { return nil }
    let memory: DisplayText = allocated.map { "Its \(spelling: $0) are" } ?? "Its memory is"
    var text: DisplayText = "\(memory) freed when "
    guard let scan, let holders else {
      text.append("its holders exit; processes were not scanned.")
      return text
    }
    let areAllSeen = areAllHoldersSeen(by: scan)
    if holders.isEmpty {
      text.append("its holders exit; none was seen.")
      return text
    }
    text.append(holders: holders.inOrder, in: format.charset)
    if !areAllSeen { text.append(" and any unseen holder") }
    text.append(areAllSeen && holders.count == 1 ? " exits." : " exit.")
    return text
  }
}

extension [Holder] {
  /// Sorted by PID, so that their order does not change with each refresh.
  var inOrder: [Holder] { sorted { $0.process.rawValue < $1.process.rawValue } }
}

extension DisplayText {
  /// Appends `a (1), b (2), c (3) and 4 more`.
  mutating func append(holders: [Holder], in charset: Charset) {
    let named = holders.prefix(3)
    var names = named.map { holder in
      var name = DisplayText()
      name.append(holderOf: holder, spaced: true, in: charset)
      return name
    }
    if holders.count > named.count { names.append("\(holders.count - named.count) more") }
    for (index, name) in names.enumerated() {
      if index > 0 { append(index == names.count - 1 ? " and " : ", ") }
      append(name)
    }
  }
}
