import ArgumentParser
import Scenarios

/// `mgsim schema`: the JSON Schema of scenario files.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of scenario or tariff files, for editors and validators.")

  @Flag(help: "Print the schema of tariff files.")
  var tariff = false

  func run() throws {
    let schema = tariff ? TariffFile.jsonSchema() : Scenario.jsonSchema()
    Console.print(schema.hasSuffix("\n") ? String(schema.dropLast()) : schema)
  }
}
