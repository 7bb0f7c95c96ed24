import Canvas
import Contents
import Formatting
import Query
import SafeText
import SystemPackage
import Testing

@testable import Monitor

/// Key S, and what the monitor says at its start.
struct SaveSettingsTests {
  @Test func `what was chosen is saved, and the answer is said`() {
    var stage = MonitorHarness(80, 24, sortedBy: .allocated)
    stage.show(Sample.judged(Sample.mixed))
    stage.press(.character("I"), .character("+"), .character("S"))
    var wanted = UserSettings()
    (wanted.sort, wanted.isReversed, wanted.filter) = (.allocated, true, [])
    wanted.columns = .automatic
    (wanted.interval, wanted.theme) = (2000, "default")
    #expect(stage.effects.last == .saveSettings(wanted))
    stage.send(.settingsSaved(path: "/home/ann/.config/shmtop/config.toml", nil))
    #expect(stage.lines.last == "settings saved in /home/ann/.config/shmtop/config.toml")
    stage.send(.settingsSaved(path: "x", .writable("/home")))
    #expect(stage.lines.last == "settings not saved: /home: other users may write to it")
  }

  @Test func `a wrong line of the file is said at the start, until the next key`() {
    var monitor = Monitor(
      options: Monitor.Options(charset: .utf8, host: "host", notice: "config.toml:3: no"),
      size: Size(columns: 80, rows: 24), sortedBy: .init(by: .allocated), interval: 1000)
    _ = monitor.start()
    #expect(monitor.frame.lines.last == "config.toml:3: no")
    _ = monitor.update(.key(.down))
    #expect(monitor.frame.lines.last != "config.toml:3: no")
  }
}
