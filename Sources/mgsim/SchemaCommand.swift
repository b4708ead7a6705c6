import ArgumentParser
import Scenarios

/// `mgsim schema`: the JSON Schema of scenario, tariff and study files.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Prints the JSON Schema of scenario, tariff or study files, for editors and validators.")

  @Flag(help: "Print the schema of tariff files.")
  var tariff = false

  @Flag(help: "Print the schema of study files.")
  var study = false

  func validate() throws {
    guard !(tariff && study) else {
      throw ValidationError("Give either '--tariff' or '--study', as each is a schema of its own.")
    }
  }

  func run() throws {
    let schema =
      if study {
        StudyFile.schema
      } else {
        tariff ? TariffFile.jsonSchema() : Scenario.jsonSchema()
      }
    Console.print(schema.hasSuffix("\n") ? String(schema.dropLast()) : schema)
  }
}
