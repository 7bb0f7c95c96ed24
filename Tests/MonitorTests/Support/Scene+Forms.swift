import Canvas
import Monitor
import Operations
import SafeText
import SharedMemory

/// What creates and changes segments.
extension Scene {
  static let forms = [
    Scene("create") { table($0, keys: "C") },
    Scene("create-problem") { table($0, keys: "C '/new' Enter") },
    Scene("create-taken") { table($0, keys: "C '/psm_4f1c22d0' Tab '1M' Enter") },
    Scene("create-question") { table($0, keys: "C '/new' Tab '20G' Enter") },
    Scene("create-reserved") { table($0, keys: "C '/new' Tab '1M' Tab Tab Space Enter Tab") },
    Scene("resize") { table($0, keys: toHeld + "R") },
    Scene("resize-grown") { table($0, keys: toHeld + "R ^U '8K' Enter") },
    Scene("resize-refused") { display in
      var stage = table(display)
      stage.changeProblem = .held
      stage.play(toHeld + "R ^U '0' Enter")
      return stage
    },
    Scene("resize-waiting") { display in
      var stage = table(display)
      stage.scansAtOnce = false
      stage.play(toHeld + "R ^U '8K' Enter")
      return stage
    },
    Scene("resize-shrunk") { display in
      table(display, Sample.judged([Sample.orphan(1)]), keys: "R ^U '1' Enter")
    },
    Scene("access") { table($0, keys: "Home o") },
    Scene("access-file") { table($0, keys: toHeld + "Up Up o Tab") },
    Scene("access-unknown") { table($0, keys: "Home o ^U 'carol' Enter") },
    Scene("access-question") { table($0, keys: "Home o ^U 'bob:staff' Tab ^U '640' Enter") },
    Scene("lock-question") { table($0, keys: "Home o Tab Tab Space Enter") },
    Scene("changed") { display in
      var stage = table(display, keys: "Home")
      var result = ChangeResult()
      result.done = ["locked"]
      result.problem = .notOwner
      stage.send(.changed(Sample.mixed[0], result))
      return stage
    },
  ]
}
