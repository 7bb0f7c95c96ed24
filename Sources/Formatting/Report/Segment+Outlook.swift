internal import Kernel
internal import SafeText
internal import SharedMemory

extension Segment {
  /// Says in a sentence when the memory of a segment without a name goes; `nil` for others.
  func outlook(_ scan: HolderScan?, _ format: FormatOptions) -> DisplayText? {
    guard isRemoved || kind == .memfd else { return nil }
    var text: DisplayText = isRemoved ? "The name is gone; " : "A memfd has no name; "
    if let allocated {
      text.append(DisplayText(spelling: allocated))
      text.append(literal: " stay")
    } else {
      text.append(literal: "its memory stays")
    }
    text.append(literal: " until ")
    guard let scan, let holders else {
      text.append(literal: "whoever holds it exits; nobody has looked who that is.")
      return text
    }
    let areAllSeen = areAllHoldersSeen(by: scan)
    if holders.isEmpty {
      text.append(literal: "whoever holds it exits; who that is was not seen.")
      return text
    }
    text.append(holders: holders.inOrder, in: format.charset)
    text.append(holders.count == 1 ? " exits" : " exit")
    text.append(areAllSeen ? "." : ", and whoever was not seen.")
    return text
  }
}

extension [Holder] {
  /// By their numbers, so that they are named in the same order at every look.
  fileprivate var inOrder: [Holder] { sorted { $0.process.rawValue < $1.process.rawValue } }
}

extension DisplayText {
  /// Appends `a (1), b (2), c (3) and 4 more`.
  fileprivate mutating func append(holders: [Holder], in charset: Charset) {
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
