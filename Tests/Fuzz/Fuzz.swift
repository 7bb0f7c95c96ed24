internal import FuzzTargets
internal import Glibc

/// What libFuzzer, which has the main function, asks of a program: `shmfuzz TARGET [OPTION|FOLDER]…`.
///
/// Without arguments it names the targets. See https://llvm.org/docs/LibFuzzer.html.
enum Fuzz {
  /// The parser that the first argument names.
  static let target = CommandLine.arguments.dropFirst().first.flatMap { name in
    FuzzTarget.all.first { $0.name == name }
  }
}

/// Takes the first argument away, which libFuzzer would take for a folder.
@_cdecl("LLVMFuzzerInitialize")
func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
  guard Fuzz.target != nil else {
    for target in FuzzTarget.all { print(target.name) }
    exit(count.pointee == 1 ? 0 : 64)
  }
  count.pointee -= 1
  arguments.pointee[1] = arguments.pointee[0]
  arguments.pointee += 1
  return 0
}

/// Parses one text; an impossible result ends the program, so that libFuzzer keeps the text.
@_cdecl("LLVMFuzzerTestOneInput")
func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  if let wrong = Fuzz.target?.check(Array(UnsafeBufferPointer(start: bytes, count: count))) {
    print(wrong)
    fflush(nil)
    abort()
  }
  return 0
}
