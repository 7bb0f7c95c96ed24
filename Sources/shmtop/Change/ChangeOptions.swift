internal import ArgumentParser

/// The options of all commands that change one segment.
struct ChangeOptions: ParsableArguments {
  @Flag(help: "Do not record the change in the system log.")
  var noLog = false

  @OptionGroup var protection: ReadOnlyOption
}
