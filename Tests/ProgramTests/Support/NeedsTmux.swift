internal import TestSupport
internal import Testing

extension Trait where Self == ConditionTrait {
  /// Skips tests by name where tmux is not installed.
  static var needsTmux: ConditionTrait { .enabled(if: Tmux.isInstalled, "needs tmux") }
}
