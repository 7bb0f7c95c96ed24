internal import Glibc

/// A System V segment of the test.
struct OwnSystemVSegment {
  let number: Int32
  let key: UInt32

  /// Makes a segment with a key that nobody has.
  ///
  /// The C function is `shmget`.
  init(size: Int = 4096) throws {
    for _ in 0..<1000 {
      let key = UInt32(truncatingIfNeeded: getpid()) << 12 ^ OwnName.number() ^ 0x7100_0000
      let number = shmget(key_t(bitPattern: key), size, IPC_CREAT | IPC_EXCL | 0o600)
      if number >= 0 {
        (self.number, self.key) = (number, key)
        return
      }
      guard errno == EEXIST else { break }
    }
    throw Failure(call: "shmget")
  }

  /// The name in the first column of the list.
  var id: String { "sysv:\(number)" }

  /// The key as everybody writes it.
  var keyText: String {
    let digits = String(key, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Whether it is there and nobody has removed it.
  var exists: Bool {
    var status = shmid_ds()
    return shmctl(number, IPC_STAT, &status) == 0 && status.shm_perm.mode & 0o1000 == 0
  }

  /// Maps it into the test.
  ///
  /// The C function is `shmat`.
  func attach() throws -> UnsafeMutableRawPointer {
    guard let start = shmat(number, nil, 0), Int(bitPattern: start) != -1 else {
      throw Failure(call: "shmat")
    }
    return start
  }

  /// Removes it; nothing happens where it is gone.
  func remove() { shmctl(number, IPC_RMID, nil) }
}
