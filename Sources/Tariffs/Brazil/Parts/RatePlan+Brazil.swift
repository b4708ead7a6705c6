import Parameters
import Quantities

extension RatePlan {
  /// Gives a plan what all Brazilian tariffs have: validity, taxes, rounding, flags, levies and
  /// compensation.
  mutating func addBrazilianParts(
    _ values: ParameterValues, taxes: BrazilTaxes, generation: BrazilGeneration?,
    _ context: BrazilInputs
  ) throws(ParameterError) {
    provider = values.has("distributor") ? values.text("distributor") : ""
    source = values.text("source")
    validFrom = try values.date("validFrom")
    validUntil = try values.date("validUntil")
    if let from = validFrom, let until = validUntil, until <= from {
      throw ParameterError("validUntil", "must lie after 'validFrom'")
    }
    self.taxes = taxes.rule
    rounding = taxes.rounding
    if let flags = try BrazilLines.flags(values, context.rules) { adders.append(flags) }
    levies = try BrazilLines.levies(values)
    guard let generation else { return }
    exports = generation.exports
    metadata.append(MetadataEntry("generation", generation.classification.reason))
    if let year = generation.endYear, let end = CivilDate(year: year, month: 1, day: 1) {
      // Without the parameter for open years the tariff ends where they begin, so that a bill of
      // one is refused rather than guessed.
      validUntil = validUntil.map { min($0, end) } ?? end
    }
  }
}
