import JSONReading
import Quantities

/// The legal numbers of energy sharing in Europe, as the data file has them.
struct EuropeRules: Sendable {
  /// The numbers of Italy's premium, prices in ¤/MWh as the decree writes them.
  struct ItalyNumbers: Sendable {
    /// The power up to which a class holds, in kW (`nil`: no end), its base and its cap.
    var classes: [(upTo: Double?, base: Double, cap: Double)]
    var referencePrice: Double
    var photovoltaicAdders: [(zone: String, adder: Double)]
    var threshold: Double
    var thresholdWithGrant: Double
  }

  let italy: ItalyNumbers
  /// The first day of each rule.
  let dates: [String: CivilDate]

  /// The numbers, read once.
  static let shared: Result<EuropeRules, BillingError> = Result { () throws(BillingError) in
    try EuropeRules(PackageResources.europe_json)
  }

  init(_ bytes: [UInt8]) throws(BillingError) {
    let root: JSONValue
    do { root = try JSONDocument(bytes).root } catch {
      throw BillingError("the numbers of energy sharing can't be read: \(error.message)")
    }
    var dates: [String: CivilDate] = [:]
    for entry in root.member("rules")?.elements ?? [] {
      guard let rule = entry.member("rule")?.string,
        let date = CivilDate(parsing: entry.member("from")?.string ?? "")
      else { throw BillingError("a rule of energy sharing lacks its name or first day") }
      dates[rule] = date
    }
    self.dates = dates
    func number(_ value: JSONValue?, _ name: String) throws(BillingError) -> Double {
      guard let number = value?.member(name)?.number else {
        throw BillingError("the numbers of energy sharing lack '\(name)'")
      }
      return number
    }
    let premium = root.member("italyPremium")
    var classes: [(upTo: Double?, base: Double, cap: Double)] = []
    for entry in premium?.member("classes")?.elements ?? [] {
      classes.append(
        (
          entry.member("upToKilowatts")?.number, try number(entry, "base"),
          try number(entry, "cap")
        ))
    }
    let adders = (premium?.member("photovoltaicAdders")?.members ?? []).compactMap { name, value in
      name.string.flatMap { zone in value.number.map { (zone, $0) } }
    }
    italy = ItalyNumbers(
      classes: classes, referencePrice: try number(premium, "referencePrice"),
      photovoltaicAdders: adders.map { (zone: $0.0, adder: $0.1) },
      threshold: try number(premium, "threshold"),
      thresholdWithGrant: try number(premium, "thresholdWithGrant"))
  }
}
