package import Canvas
private import CTerminal
private import Glibc

extension Terminal {
  /// The event that ended a wait.
  package enum Notice: Hashable, Sendable {
    case key(Key)
    case mouse(Mouse)
    /// The keys of a text that was pasted.
    case pasted([Key])
    /// The size of the terminal changed.
    case resized
    /// The program should stop until it is continued.
    case suspended
    /// The program was continued after a stop that it was not told of.
    case continued
    /// ``Terminal/wake()`` was called.
    case woken
    /// The terminal was closed.
    case lost
  }

  /// Waits until ``wake()`` or a signal ends it, at most until `deadline`; keys stay unread.
  ///
  /// It does not return which event ended the wait: the caller checks everything that it waits for.
  /// The C function is `poll`.
  package mutating func waitForWake(until deadline: ContinuousClock.Instant) {
    var file = pollfd(fd: cterminal_notices(), events: Int16(POLLIN), revents: 0)
    if poll(&file, 1, Self.milliseconds(until: deadline)) > 0 { _ = readNotices() }
  }

  /// The milliseconds until an instant, rounded up; 0 after it.
  ///
  /// Without rounding up, a wait that ends slightly early would be followed by another.
  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let left = deadline - .now
    guard left > .zero else { return 0 }
    let (seconds, attoseconds) = left.components
    return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }

  /// Waits for something to happen, at most until `deadline` on the monotonic clock.
  ///
  /// Returns nothing on timeout, and if the end of a paste is waited for. The C function is `poll`.
  package mutating func wait(until deadline: ContinuousClock.Instant) -> [Notice] {
    var files = [
      pollfd(fd: cterminal_input(), events: Int16(POLLIN), revents: 0),
      pollfd(fd: cterminal_notices(), events: Int16(POLLIN), revents: 0),
    ]
    let next = paste.map { min(deadline, $0.end) } ?? deadline
    guard poll(&files, nfds_t(files.count), Self.milliseconds(until: next)) > 0 else {
      return takePaste()
    }
    var notices = files[1].revents == 0 ? [] : readNotices()
    if files[0].revents == 0 {
      notices += takePaste()
    } else {
      let (keys, isEmpty) = readKeys()
      notices += keys
      let hasFailed = files[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
      if hasFailed || (isEmpty && isInputAtEnd) { notices.append(.lost) }
    }
    return notices
  }

  /// The paste that is over; nothing without one.
  ///
  /// It is called when no input waits: what came in during a stop of the program is pasted too.
  private mutating func takePaste() -> [Notice] {
    guard let paste, paste.end <= .now else { return [] }
    self.paste = nil
    return [.pasted(paste.keys)]
  }

  private func readNotices() -> [Notice] {
    var letters = [UInt8](repeating: 0, count: 256)
    let count = read(cterminal_notices(), &letters, letters.count)
    return Set(letters.prefix(max(0, count))).sorted().compactMap { letter in
      switch letter {
      case UInt8(ascii: "C"): .continued
      case UInt8(ascii: "N"): .woken
      case UInt8(ascii: "W"): .resized
      case UInt8(ascii: "Z"): .suspended
      default: nil
      }
    }
  }

  /// Reads the keys that are waiting, and whether there were none.
  private mutating func readKeys() -> ([Notice], isEmpty: Bool) {
    var notices: [Notice] = []
    var reader = KeyReader()
    var isEmpty = true
    while notices.count < Self.mostKeys || reader.isAhead, let input = reader.next() {
      isEmpty = false
      let key: Key?
      switch input {
      case .character(let code): key = Key(character: code)
      case .key(cterminal_key_paste_start):
        if paste == nil { paste = Paste() } else { paste?.add(nil) }
        continue
      case .key(cterminal_key_paste_end):
        paste?.endCame()
        continue
      case .key(cterminal_key_mouse):
        let mouse = Mouse.ofTerminal
        if paste != nil {
          paste?.add(nil)
        } else if let mouse {
          notices.append(.mouse(mouse))
        }
        continue
      case .key(let code): key = Key(code: code)
      }
      if paste != nil {
        paste?.add(key)
      } else if let key {
        notices.append(.key(key))
      }
    }
    return (notices, isEmpty)
  }

  /// Keys that are handled at once.
  private static let mostKeys = 256

  /// Whether the input has ended: it is readable but has no bytes.
  private var isInputAtEnd: Bool {
    var file = pollfd(fd: cterminal_input(), events: Int16(POLLIN), revents: 0)
    var waiting: Int32 = 0
    return poll(&file, 1, 0) > 0 && ioctl(cterminal_input(), UInt(FIONREAD), &waiting) == 0
      && waiting == 0
  }
}

extension Mouse {
  /// What the mouse did last.
  fileprivate static var ofTerminal: Mouse? {
    var row: Int32 = 0
    var column: Int32 = 0
    let action: Action
    switch Int(cterminal_mouse(&row, &column)) {
    case CTERMINAL_MOUSE_PRESS: action = .press
    case CTERMINAL_MOUSE_UP: action = .wheelUp
    case CTERMINAL_MOUSE_DOWN: action = .wheelDown
    default: return nil
    }
    return Mouse(action, at: Position(row: Int(row), column: Int(column)))
  }
}
