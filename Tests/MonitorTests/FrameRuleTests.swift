import Canvas
import Monitor
import SafeText
import Testing

/// What holds for all scenes on all displays.
struct FrameRuleTests {
  private func drawing(_ scene: Scene, _ display: Display) -> Drawing {
    Drawing(scene.stage(display).monitor.frame, on: display)
  }

  @Test(arguments: Scene.all) func `every rule holds on every display`(scene: Scene) throws {
    let drawings = Display.all.map { drawing(scene, $0) }
    let smallest = drawings[0].display.size
    for drawing in drawings {
      let charset = drawing.display.charset
      let largest = try #require(drawings.last { $0.display.charset == charset })
      let text = "\(drawing.display)\n\(drawing.lines.joined(separator: "\n"))"
      for rule in FrameRule.all {
        guard let fault = rule.fault(drawing, largest) else { continue }
        Issue.record("\(rule.name): \(fault)\n\(text)")
      }
      // No meaning is lost with the characters. On the smallest screen, `>=` can leave no room for what `≥`
      // does.
      if drawing.display.size == smallest { continue }
      let other = drawings.first {
        $0.display.size == drawing.display.size && $0.display.charset != charset
      }
      #expect(drawing.styles == other?.styles, "\(text)")
    }
  }

  @Test(arguments: FrameRule.all.indices) func `every rule can fail`(index: Int) throws {
    let rule = FrameRule.all[index]
    let scene = try #require(Scene.named(rule.counterexample.scene))
    let display = Display(Size(columns: 60, rows: 15), .ascii)
    let largest = drawing(scene, Display(Size(columns: 200, rows: 60), .ascii))
    var frame = scene.stage(display).monitor.frame
    #expect(rule.fault(Drawing(frame, on: display), largest) == nil, "\(rule.name)")
    rule.counterexample.spoil(&frame)
    #expect(rule.fault(Drawing(frame, on: display), largest) != nil, "\(rule.name)")
  }
}
