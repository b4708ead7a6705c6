import JSONReading
import Quantities
import Spelling

extension BrazilRules {
  /// The distributor of a name.
  ///
  /// - Throws: ``BrazilRulesError`` that names the nearest one.
  public func distributor(named name: String) throws(BrazilRulesError) -> Distributor {
    if let distributor = distributors.last(where: { $0.name == name }) { return distributor }
    throw BrazilRulesError(
      "'\(name)' is no distributor whose windows are known. "
        + advice(for: name, among: distributors.map(\.name)))
  }

  /// The tariff flag of a name on the first day of a month.
  ///
  /// - Throws: ``BrazilRulesError`` that names the nearest flag, or says when the flag has a price.
  public func flag(
    named name: String, year: Int, month: Int
  ) throws(BrazilRulesError) -> TariffFlag {
    let named = flags.filter { $0.name == name }
    guard let first = named.first else {
      var names: [String] = []
      for flag in flags where !names.contains(flag.name) { names.append(flag.name) }
      throw BrazilRulesError("'\(name)' is no tariff flag. \(advice(for: name, among: names))")
    }
    guard let day = CivilDate(year: year, month: month, day: 1) else {
      throw BrazilRulesError("there is no month \(month) of \(year).")
    }
    if let flag = named.last(where: { $0.provenance.holds(on: day) }) { return flag }
    throw BrazilRulesError(
      "no price of the flag '\(name)' is known on \(day): "
        + (day < first.provenance.from
          ? "the first holds from \(first.provenance.from)."
          : "the last held until \(named.last?.provenance.until ?? day)."))
  }

  /// The limit of power of a name, in kilowatts.
  func powerLimit(_ name: String) throws(BrazilRulesError) -> Double {
    try Self.found(sizeLimits.last { $0.name == name }, "'sizeLimits' named '\(name)'").kilowatts
  }

  /// The last day of requests of a name.
  func lastRequest(_ name: String) throws(BrazilRulesError) -> CivilDate {
    try Self.found(requestDates.last { $0.name == name }, "'requestDates' named '\(name)'").lastDay
  }

  /// The first year that the law leaves open.
  func openYear(_ name: String) throws(BrazilRulesError) -> Int {
    try Self.found(openFrom.last { $0.name == name }, "'openFrom' named '\(name)'").year
  }

  /// The discount of a name.
  func discount(_ name: String) throws(BrazilRulesError) -> SocialDiscount {
    try Self.found(social.last { $0.name == name }, "'social' named '\(name)'")
  }

  /// The least billed energy of a connection, in mWh.
  func minimumEnergy(_ connection: String) throws(BrazilRulesError) -> BilledQuantity {
    try Self.found(
      minimumCharge.last { $0.connection == connection },
      "'minimumCharge' for the connection '\(connection)'"
    ).energy
  }

  /// The entry, or an error that says which one the file lacks.
  static func found<Entry>(
    _ entry: Entry?, _ name: String
  ) throws(BrazilRulesError) -> Entry {
    guard let entry else { throw BrazilRulesError("the rules have no entry of \(name).") }
    return entry
  }
}
