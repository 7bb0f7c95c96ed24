internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SystemPackage

/// The two files of a saved segment, as given on the command line.
struct SavedSegment {
  /// The file with the metadata.
  let facts: FilePath
  private let directory: FilePath
  private let names: (facts: [UInt8], bytes: [UInt8])

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
    let slash = base.lastIndex(of: UInt8(ascii: "/"))
    let name = Array(slash.map { base[($0 + 1)...] } ?? base[...])
    names = (name + endings.facts, name + endings.bytes)
    directory = FilePath().appending(bytes: slash.map { Array(base[...$0]) } ?? [])
  }

  /// A segment whose metadata was read.
  struct Found {
    let segment: SavedSegment
    let metadata: SegmentMetadata
  }

  /// Reads what is to be restored; `nil` after an error was reported.
  func read() -> Found? {
    do throws(Problem) { return Found(segment: self, metadata: try open().metadata) } catch {
      StandardError.complain(error.text)
      return nil
    }
  }

  /// Opens both files, and reads the metadata; both are looked up in one open directory.
  func open() throws(Problem) -> (metadata: SegmentMetadata, bytes: SavedFile) {
    let json: [UInt8]
    let bytes: SavedFile
    do throws(PathRefusal) {
      let directory = try TrustedDirectory.open(directory)
      let document = try SavedFile(names.facts, in: directory)
      bytes = try SavedFile(names.bytes, in: directory)
      do throws(Errno) { json = try document.bytes(upTo: Self.largestDocument) } catch {
        throw .failed(facts, error)
      }
    } catch {
      throw Problem(text: "\(DisplayText(error, in: .current)); not restored")
    }
    do throws(DocumentProblem) { return (try SegmentMetadata(json: json), bytes) } catch {
      throw Problem(facts, error.text)
    }
  }

  /// A document larger than this cannot be the JSON of one segment.
  private static let largestDocument = 16 << 20

  /// Why a segment is not restored.
  struct Problem: Error {
    let text: DisplayText

    init(text: DisplayText) { self.text = text }

    init(_ path: FilePath, _ words: DisplayText) {
      text = "\(DisplayText(escaping: path.bytes, in: .current)): \(words)"
    }
  }
}
