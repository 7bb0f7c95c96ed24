internal import ArgumentParser
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SystemPackage

/// `shmtop restore`: restores segments that were saved before they were removed.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restore segments that 'rm --save' saved.",
    discussion: """
      FILE is the .json or the .raw file; the other must be beside it. The segment gets back its name \
      or key, its size, bytes and mode and, if permitted, its owner, creator, access control list and \
      extended attributes. If some of these are not permitted, its mode is narrowed so that no user \
      gains access, and a message says so. An existing segment with that name or key is never \
      replaced. A System V segment gets a new SHMID.
      """)

  @Argument(
    help: ArgumentHelp("A file that 'rm --save' wrote.", valueName: "file"),
    transform: { try SavedSegment($0) })
  var files: [SavedSegment]

  @OptionGroup var protection: ReadOnlyOption

  func run() throws {
    try protection.refuseIfReadOnly("restore")
    // An interrupt would otherwise leave a partial System V segment behind.
    Interrupt.listen()
    let areAllRestored = files.map { $0.restore() }.allSatisfy { $0 }
    if !areAllRestored { throw ExitCode.failure }
  }
}

/// The two files of a saved segment.
struct SavedSegment {
  private let facts: FilePath
  private let bytes: FilePath

  /// Throws if the name ends in neither `.json` nor `.raw`.
  init(_ argument: String) throws {
    let path = RawArguments.bytes(of: argument)
    let endings = (facts: Array(".json".utf8), bytes: Array(".raw".utf8))
    let base: [UInt8]
    if path.suffix(endings.facts.count).elementsEqual(endings.facts) {
      base = path.dropLast(endings.facts.count)
    } else if path.suffix(endings.bytes.count).elementsEqual(endings.bytes) {
      base = path.dropLast(endings.bytes.count)
    } else {
      throw ValidationError("expected a file whose name ends in .json or .raw.")
    }
    facts = FilePath().appending(bytes: base + endings.facts)
    bytes = FilePath().appending(bytes: base + endings.bytes)
  }

  /// Restores the segment, prints the result, and returns whether all properties were restored.
  func restore() -> Bool {
    do throws(Problem) {
      let (metadata, isTrusted) = try metadata()
      let saved: SavedFile
      do throws(Errno) { saved = try SavedFile(bytes) } catch { throw Problem(bytes, error) }
      do throws(Restoration.Refusal) {
        let (id, warnings) = try Restoration.restore(
          metadata, from: saved, isTrusted: isTrusted
        ) { !Interrupt.isRequested }
        let name = DisplayText(id, in: .current)
        StandardOutput.report(line: "\(name): restored")
        for shortfall in warnings {
          StandardError.complain("\(name): \(DisplayText(shortfall, in: .current))")
        }
        return warnings.isEmpty
      } catch {
        throw Problem(facts, DisplayText(error, of: metadata, in: .current))
      }
    } catch {
      StandardError.complain(error.text)
      return false
    }
  }

  /// The saved properties, and whether no other user can have written them.
  private func metadata() throws(Problem) -> (metadata: SegmentMetadata, isTrusted: Bool) {
    let json: [UInt8]
    let isTrusted: Bool
    do throws(Errno) {
      let file = try SavedFile(facts)
      json = try file.bytes(upTo: Self.largestDocument)
      isTrusted = file.isTrusted
    } catch {
      throw Problem(facts, error)
    }
    do throws(DocumentProblem) { return (try SegmentMetadata(json: json), isTrusted) } catch {
      throw Problem(facts, error.text)
    }
  }

  /// A document larger than this cannot be the JSON of one segment.
  private static let largestDocument = 16 << 20

  private struct Problem: Error {
    let text: DisplayText

    init(_ path: FilePath, _ words: DisplayText) {
      text = "\(DisplayText(escaping: path.bytes, in: .current)): \(words)"
    }

    init(_ path: FilePath, _ error: Errno) {
      self.init(path, "\(error, .current)")
    }
  }
}
