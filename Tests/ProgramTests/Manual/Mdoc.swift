/// Text in the language of manual pages, mdoc(7).
enum Mdoc {
  /// Lines of text, each of which starts with a sentence.
  static func text(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let (line, word) = (lines[lines.count - 1], escaped(String(word)))
      if line.last == "." || line.count + word.count >= widest {
        lines.append(word)
      } else {
        lines[lines.count - 1] += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines
  }

  /// The most characters in a line of the source.
  private static let widest = 78

  /// Words as arguments of a macro.
  static func words(_ words: String) -> String {
    words.split(separator: " ").map { word in
      let escaped = escaped(String(word)).replacing("-", with: "\\-")
        .replacing("\\\\-", with: "\\-")
      // A sign alone would end the macro.
      return word.first.map { $0.isLetter || $0.isNumber } == true ? escaped : "\\&" + escaped
    }.joined(separator: " ")
  }

  /// The text with names for the characters that mean something to a formatter, or that it changes.
  private static func escaped(_ text: String) -> String {
    let names: [Unicode.Scalar: String] = [
      "\\": "\\e", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", "\"": "\\(dq",
    ]
    let characters = text.unicodeScalars.map { scalar in
      if let name = names[scalar] { return name }
      guard scalar.isASCII else {
        return "\\[u" + String(scalar.value, radix: 16, uppercase: true) + "]"
      }
      return String(scalar)
    }
    // A line is never broken at these hyphens.
    let isFirm = text.contains("[")
    return (text.first == "." ? "\\&" : "")
      + characters.joined().replacing(isFirm ? "-" : "--", with: isFirm ? "\\-" : "\\-\\-")
  }

  /// An item of a list: its heading, in which macros can stand, and its text.
  static func item(_ heading: String, _ text: String) -> [String] {
    [".It \(heading)"] + Self.text(text)
  }

  /// A list of items with the texts beside headings of at most so many characters.
  static func list(_ items: [String], width: Int) -> [String] {
    [".Bl -tag -width \(width)n -compact"] + items + [".El"]
  }
}
