import ArgumentParser
import Scenarios

/// `mgsim schema`: the JSON Schema of scenario files.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of scenario files, for editors and validators.")

  func run() throws {
    let schema = Scenario.jsonSchema()
    Console.print(schema.hasSuffix("\n") ? String(schema.dropLast()) : schema)
  }
}
