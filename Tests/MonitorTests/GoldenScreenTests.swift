import Canvas
import Testing

/// Every state of the monitor as people see it, as a file in Screens.
struct GoldenScreenTests {
  @Test(
    arguments: Scene.all,
    [
      Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
      Size(columns: 200, rows: 60),
    ])
  func `a scene is drawn as its file has it`(scene: Scene, size: Size) throws {
    guard size.columns <= 80 || scene.growsWithScreen else { return }
    try scene.stage(size).expectScreen(scene.name)
  }
}
