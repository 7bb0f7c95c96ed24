import Formatting
import SystemPackage
import TestSupport
import Testing

/// The JSON Schema in the repository, held to the table of fields.
struct JSONSchemaTests {
  @Test func `the schema in the repository is that of the fields`() throws {
    var folder = FilePath(#filePath)
    for _ in 0..<4 { folder.removeLastComponent() }
    let file = GoldenFile(folder.appending("Sources/Schema/shmtop.schema.json"))
    let difference = try file.difference(from: JSONSchema.text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func `every member of a field has a meaning`() {
    for field in Field.all {
      // The first member has the meaning of its field.
      for member in field.json.dropFirst() { #expect(member.meaning != nil, "\(member.key)") }
    }
  }
}
