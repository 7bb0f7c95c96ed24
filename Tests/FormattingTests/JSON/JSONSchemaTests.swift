import Formatting
import SystemPackage
import TestSupport
import Testing

/// The JSON Schemas in the repository, held to the tables of fields and members.
struct JSONSchemaTests {
  @Test func `the schemas in the repository are those of the fields`() throws {
    var folder = FilePath(#filePath)
    for _ in 0..<4 { folder.removeLastComponent() }
    for schema in JSONSchema.all {
      let file = GoldenFile(folder.appending("Sources/Schema").appending(schema.file))
      let difference = try file.difference(from: schema.text)
      #expect(difference == nil, "\(schema.file): \(difference ?? "")")
    }
  }

  @Test func `every member of a field has a meaning`() {
    for field in Field.all {
      // The first member has the meaning of its field.
      for member in field.json.dropFirst() { #expect(member.meaning != nil, "\(member.key)") }
    }
  }
}
