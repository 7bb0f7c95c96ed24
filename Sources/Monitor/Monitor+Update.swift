internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Takes in what happened and returns what is to be done outside.
  package mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key):
      notice = nil
      // What comes of an opening may not meet a person who has gone on to something else.
      return cancelOpening() + press(key)
    case .resized(let size):
      self.size = size
      keepCursorOnScreen()
      return readVisibleContents() + mapAgain()
    case .refreshDue:
      return isPaused ? [] : refresh()
    case .rows(let rows):
      return take(rows)
    case .contentsDue: return readAgain()
    case .mapDue: return hasLiveContents ? mapAgain() : []
    case .checkDue: return hasOpenContents ? [.checkContents(session)] : []
    case .suspending: return closeForStop()
    case .resumed: return openAgain()
    case .contentsOpened(let session, let result):
      return contentsOpened(session, result)
    case .contentsRead(let session, let result):
      return contentsRead(session, result)
    case .contentsMapped(let session, let map):
      return contentsMapped(session, map)
    case .contentsGone(let session):
      return contentsGone(session)
    case .contentsJob(let number, let news):
      return take(news, ofJob: number)
    case .contentsFound(let identity, let findings):
      return contentsFound(identity, findings)
    case .userFound(let name, let user):
      return userFound(name, user)
    case .removed(let segment, let result, let saved):
      return removed(segment, result, saved: saved)
    case .notSaved(let segment, let why):
      return notSaved(segment, why)
    case .removing(let run, let progress, let isDone):
      return removing(run, progress, isDone: isDone)
    case .signalled(let signal, let holder, let result):
      return signalled(signal, holder, result)
    }
  }

  private mutating func press(_ key: Key) -> [Effect] {
    if case .searchPrompt = overlay { return typeIntoSearch(key) }
    if case .filterPrompt(let prompt) = overlay { return type(key, into: prompt) }
    if case .gotoPrompt(let line) = overlay { return typeIntoGoto(key, line) }
    if case .findPrompt(let prompt) = overlay { return type(key, into: prompt) }
    if case .savePrompt(let prompt) = overlay { return type(key, into: prompt) }
    if case .removal(let dialog) = overlay, dialog.wantsID { return type(key, into: dialog) }
    guard let command = Keymap.command(for: key, in: context) else { return [] }
    if settings.isReadOnly && command.isChanging {
      notice = .isReadOnly
      return []
    }
    switch command {
    case .quit: return refuseWhileSaving() ? [] : [.quit]
    case .repaint: return [.repaint]
    case .help: return show(.help(top: 0))
    case .pause: return pause()
    case .refresh: return rescan()
    case .slower: return setInterval(interval * 2)
    case .faster: return setInterval(interval / 2)
    default: break
    }
    switch overlay {
    case .help(let top): return pressInHelp(command, top: top)
    case .sortMenu(let menu): return press(command, in: menu)
    case .removal(let dialog): return press(command, in: dialog)
    case .bulk(let dialog): return press(command, in: dialog)
    case .signal(let dialog): return press(command, in: dialog)
    case .consent(let dialog): return press(command, in: dialog)
    case .bookmarkMenu(let menu): return press(command, in: menu)
    case .searchPrompt, .filterPrompt, .gotoPrompt, .findPrompt, .savePrompt: return []
    case nil: break
    }
    switch screen {
    case .table: return pressInTable(command)
    case .details(let details): return press(command, in: details)
    case .processes(let processes): return press(command, in: processes)
    case .process(let process): return press(command, in: process)
    case .contents(let contents): return press(command, in: contents)
    }
  }

  mutating func show(_ overlay: Overlay?) -> [Effect] {
    self.overlay = overlay
    return []
  }

  /// Takes a snapshot, unless one is on its way, and the bytes on the screen.
  mutating func refresh() -> [Effect] {
    let contents = readVisibleContents()
    guard !isCollecting else { return contents }
    isCollecting = true
    return [.collect(table.sortAndFilter)] + contents
  }

  /// Takes a snapshot with a new look at all processes, which else is done now and then only.
  mutating func rescan() -> [Effect] { [.rescan] + refreshFromNowOn() }

  /// Takes a snapshot that knows what has happened until now: one that is on its way may not.
  mutating func refreshFromNowOn() -> [Effect] {
    wantsAnother = isCollecting
    return refresh()
  }

  private mutating func take(_ rows: TableModel) -> [Effect] {
    if rows.snapshot.timestamp != self.rows?.snapshot.timestamp { isCollecting = false }
    self.rows = rows
    table.follow(rows)
    followShownSegment(rows)
    followAskedSegment(rows)
    followAskedSegments(rows)
    followAskedHolder(rows)
    keepCursorOnScreen()
    let effects = findAgain()
    guard wantsAnother, !isCollecting else { return effects }
    wantsAnother = false
    return effects + refresh()
  }

  private mutating func pause() -> [Effect] {
    isPaused.toggle()
    return isPaused ? [] : refresh()
  }

  private mutating func setInterval(_ milliseconds: Int) -> [Effect] {
    interval = max(250, min(milliseconds, 60_000))
    var text = DisplayText()
    text.append(literal: "refresh every ")
    if interval % 1000 == 0 {
      text.append(counted: interval / 1000, "second")
    } else {
      text.append("\(interval) ms")
    }
    notice = Notice(text: text, style: .emphasis)
    return [.setInterval(milliseconds: interval)]
  }

  mutating func keepCursorOnScreen() {
    table.scroll(height: layout.tableRows, count: rows?.count ?? 0)
    keepProcessesOnScreen()
  }
}
