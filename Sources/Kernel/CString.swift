extension [UInt8] {
  /// The bytes as C has a name.
  package var cString: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
