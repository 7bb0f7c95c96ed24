internal import Kernel
private import Synchronization
internal import SystemPackage

extension JSONWriter {
  /// Objects that one thread writes before it hands them over.
  private static var pieceSize: Int { 48 }
  /// Pieces that can be in memory at once.
  private static var pieces: Int { 48 }

  /// Writes `count` objects in order, as elements or each on a line; if there are many, on all processors.
  mutating func objects(
    _ count: Int, asLines: Bool = false,
    _ write: @Sendable (inout JSONWriter, Int) throws(Errno) -> Void
  ) throws(Errno) {
    // Starting a thread takes as long as writing some hundred objects.
    guard count >= Self.pieceSize * Self.pieces else {
      for index in 0..<count { try element(index, asLines, write) }
      return
    }
    for start in stride(from: 0, to: count, by: Self.pieceSize * Self.pieces) {
      for piece in Self.pieces(of: start..<count, afterOthers: needsComma, asLines, write) {
        try append(piece.get())
      }
    }
  }

  private mutating func element(
    _ index: Int, _ isLine: Bool, _ write: (inout JSONWriter, Int) throws(Errno) -> Void
  ) throws(Errno) {
    if isLine {
      try line { json throws(Errno) in try write(&json, index) }
    } else {
      try object { json throws(Errno) in try write(&json, index) }
    }
  }

  /// The text of the first pieces of some objects.
  private static func pieces(
    of objects: Range<Int>, afterOthers: Bool, _ asLines: Bool,
    _ write: @Sendable (inout JSONWriter, Int) throws(Errno) -> Void
  ) -> [Result<[UInt8], Errno>] {
    let starts = Array(stride(from: objects.lowerBound, to: objects.upperBound, by: pieceSize))
    let texts = Mutex(
      [Result<[UInt8], Errno>](repeating: .success([]), count: min(pieces, starts.count)))
    Processors.perform(min(pieces, starts.count)) { piece in
      let end = min(starts[piece] + pieceSize, objects.upperBound)
      let text = Result { () throws(Errno) in
        var json = JSONWriter(afterOthers: afterOthers || piece > 0)
        for index in starts[piece]..<end { try json.element(index, asLines, write) }
        return json.gathered
      }
      texts.withLock { $0[piece] = text }
    }
    return texts.withLock { $0 }
  }
}
