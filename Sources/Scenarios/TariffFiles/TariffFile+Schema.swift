import Parameters

extension TariffFile {
  /// The JSON Schema (draft 2020-12) of tariff files, for editors and other tools.
  public static func jsonSchema() -> String {
    let head: SchemaWriter.Members = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("mgsim tariff")),
    ]
    return SchemaValue.object(
      head + SchemaWriter().alternatives(of: TariffFileKeys.variants, inGroup: false)
    ).text() + "\n"
  }
}
