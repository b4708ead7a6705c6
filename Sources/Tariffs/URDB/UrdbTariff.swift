public import Parameters

/// A tariff that is a file of the Utility Rate Database.
public struct UrdbTariff: TariffKind, Hashable {
  /// The file, relative to the one that names it.
  public let file: String
  /// Which rate of several in the file is meant.
  public let label: String?
  /// What the rate leaves open; the currency and the name are those of the plan that is asked for.
  public let options: URDBOptions

  public func plan(named name: String, _ inputs: TariffInputs) throws(ParameterError) -> RatePlan {
    let bytes = try inputs.bytes(file)
    var options = options
    options.name = name
    options.currency = inputs.currency
    do {
      return try URDBRate.read(bytes, named: file, label: label).plan(options)
    } catch let error as URDBPlanError {
      throw ParameterError(
        error.option.isEmpty ? "file" : error.option,
        "does not fit the rate in '\(file)': \(error.description)")
    } catch {
      throw ParameterError("file", "names a rate that cannot be read:\n\(error)")
    }
  }
}

extension UrdbTariff: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "urdb", "A rate of the Utility Rate Database (OpenEI), read from its JSON file.",
    [
      Parameter("file", .text, "File of the rate, as the database's interface gives it."),
      Parameter(
        "label", .text, isOptional: true,
        "Label of the rate, where the file has several."),
      Parameter(
        "exportScheme", .choice(URDBExportScheme.allCases.map(\.rawValue)), isOptional: true,
        "How exported energy is treated; the rate's own rule when left out."),
      Parameter(
        "powerFactor", .fraction, minimum: 0, maximum: 1, excludesMinimum: true, isOptional: true,
        "Power factor of the customer, for demand in kVA and reactive demand."),
      Parameter(
        "meters", .integer, minimum: 1, maximum: 1_000_000, default: .integer(1),
        "Number of meters that pay fixed charges."),
      Parameter(
        "ignoreDates", .boolean, default: .boolean(false),
        "Whether the rate is billed at all times, whatever dates it names."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    file = values.text("file")
    label = values.has("label") ? values.text("label") : nil
    var options = URDBOptions()
    if values.has("exportScheme") {
      options.exportScheme = URDBExportScheme(rawValue: values.text("exportScheme"))
    }
    if let factor = values.optionalNumber("powerFactor") {
      options.powerFactor = max(1, Int64((factor * 1e6).rounded(.toNearestOrEven)))
    }
    options.meters = Int(values.integer("meters"))
    options.ignoresDates = values.boolean("ignoreDates")
    self.options = options
  }
}

extension TariffKinds {
  /// Tariffs that are files of the Utility Rate Database.
  static let urdb: [any TariffKind.Type] = [UrdbTariff.self]
}
