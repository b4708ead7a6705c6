public import Parameters
import Quantities
import Tariffs

/// A tariff taken from ANEEL's open data, as the values of a Brazilian kind of tariff.
public struct AneelTariff: Sendable {
  /// The word that names the kind: `brazil-group-b` or `brazil-group-a`.
  public let kindName: String
  /// The name of the tariff.
  public let name: String
  /// The values that the tables tell; what they do not tell is missing.
  public let values: ParameterValues
  /// What must be written by hand because no table tells it.
  public let missing: [String]

  /// Reads a tariff from tables of ANEEL: prices as a whole, their components, and flags, in any
  /// order; each table is known by its columns.
  ///
  /// With components, they become those of the tariff, and what they leave of the whole becomes one
  /// of its own.
  ///
  /// - Throws: `TariffFileError` with the place, or with what the table has in place of what was
  ///   asked for.
  public init(
    _ files: [(name: String, bytes: [UInt8])], _ selection: AneelSelection
  ) throws(TariffFileError) {
    var tables: [AneelEntries] = []
    var flags: [AneelFlags.Entry] = []
    for file in files {
      let table = try AneelTable(file.bytes, named: file.name)
      if AneelFlags.isTable(table) {
        flags += try AneelFlags(table).entries
      } else {
        tables.append(try AneelEntries(table, selection))
      }
    }
    let components = tables.first { $0.kind == .components }
    guard let source = components ?? tables.first else {
      throw TariffFileError("no table of tariffs or components was given.")
    }
    var builder = AneelTariffBuilder(selection: selection, entries: source)
    if components == nil {
      try builder.addWholePrices()
    } else {
      try builder.addComponents()
    }
    if let first = source.entries.first { builder.addOrigin(first) }
    builder.add(flags)
    kindName = builder.isGroupA ? "brazil-group-a" : "brazil-group-b"
    name = "\(selection.distributor) \(selection.subgroup) \(selection.modality.rawValue)"
    values = ParameterValues(builder.values)
    missing = builder.missing
  }

  /// The text of a tariff file.
  public func yaml() -> String {
    let isGroupA = kindName == BrazilGroupATariff.parameterSet.name
    let set = isGroupA ? BrazilGroupATariff.parameterSet : BrazilGroupBTariff.parameterSet
    var lines = ["# Prices without taxes, from ANEEL's open data."]
    lines += missing.map { "# Write '\($0)': the tables do not tell it." }
    lines.append("kind: \(kindName)")
    lines.append("name: \(YAMLScalars.text(name))")
    lines.append("currency: BRL")
    lines.append("timeZone: America/Sao_Paulo")
    lines.append("holidays: brazil")
    lines += ParameterWriter(currency: "BRL").lines(of: values, as: set)
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Makes the values of a tariff from the entries of a table.
struct AneelTariffBuilder {
  let selection: AneelSelection
  let entries: AneelEntries
  var values: [String: ParameterValue] = [:]
  var missing: [String] = []

  var isGroupA: Bool { selection.subgroup.uppercased().hasPrefix("A") }

  private var energy: [AneelEntry] { entries.entries.filter { !$0.isDemand } }

  init(selection: AneelSelection, entries: AneelEntries) {
    self.selection = selection
    self.entries = entries
    values["modality"] = .text(selection.modality.rawValue)
    values["subgroup"] = .text(selection.subgroup)
    if isGroupA {
      addDemand()
    } else if let connection = selection.connection {
      values["connection"] = .text(connection)
    } else {
      missing.append("connection")
    }
    if selection.modality != .conventional { addDistributor() }
  }

  /// Names the distributor where its windows are known by the rules.
  private mutating func addDistributor() {
    let wanted = foldedForComparison(selection.distributor)
    let known = (try? BrazilRules.embedded)?.distributors ?? []
    if let name = known.first(where: { foldedForComparison($0.name) == wanted })?.name {
      values["distributor"] = .text(name)
    } else {
      missing.append("windows")
    }
  }

  private mutating func addDemand() {
    let isBlue = selection.modality == .blue
    for (suffix, period) in isBlue ? [("Peak", "peak"), ("OffPeak", "off-peak")] : [("", "")] {
      let price = entries.entries.first {
        $0.isDemand && $0.component == "TUSD" && (!isBlue || $0.period == period)
      }
      let key = "demandPrice\(suffix)"
      if let price { values[key] = .number(price.price.units) } else { missing.append(key) }
      let contracted = "contracted\(suffix)"
      if let kilowatts = selection.contractedKilowatts[contracted] {
        values[contracted] = .number(kilowatts * 1000)
      } else {
        missing.append(contracted)
      }
    }
  }

  private var periods: [String] {
    get throws(TariffFileError) {
      var periods: [String] = []
      for entry in energy where !periods.contains(entry.period) { periods.append(entry.period) }
      let isSingle = periods == ["all hours"]
      guard isSingle == (selection.modality == .conventional) else {
        let found = periods.map { "'\($0)'" }.joined(separator: ", ")
        throw TariffFileError(
          "the \(selection.modality.rawValue) tariff has prices of the periods \(found) in the table."
        )
      }
      return periods
    }
  }

  /// The prices as a whole: TE and TUSD.
  mutating func addWholePrices() throws(TariffFileError) {
    let periods = try periods
    func price(_ component: String, _ period: String) -> ParameterValue {
      let entry = energy.first { $0.component == component && $0.period == period }
      return .number(entry?.price.units ?? 0)
    }
    guard periods != ["all hours"] else {
      values["te"] = price("TE", periods[0])
      values["tusd"] = price("TUSD", periods[0])
      return
    }
    values["prices"] = .list(
      periods.map { period in
        ParameterValues([
          "period": .text(period), "te": price("TE", period), "tusd": price("TUSD", period),
        ])
      })
  }

  /// The prices by component; what they leave of TE and TUSD is a component of its own.
  mutating func addComponents() throws(TariffFileError) {
    let periods = try periods
    let isSingle = periods == ["all hours"]
    var names: [String] = []
    for entry in energy where !names.contains(entry.component) { names.append(entry.component) }
    let parts = names.filter { $0 != "TE" && $0 != "TUSD" }
    var components: [ParameterValues] = []
    func add(_ name: String, _ prices: [UnitPrice]) {
      var values: [String: ParameterValue] = ["name": .text(name), "isTaxed": .boolean(true)]
      if isSingle {
        values["price"] = .number(prices[0].units)
      } else {
        values["prices"] = .list(
          zip(periods, prices).map { period, price in
            ParameterValues(["period": .text(period), "price": .number(price.units)])
          })
      }
      components.append(ParameterValues(values))
    }
    for whole in ["TE", "TUSD"] {
      let own = parts.filter { isPart($0, of: whole) }
      for name in own { add(name, prices(name, periods)) }
      guard names.contains(whole) else { continue }
      var rest = prices(whole, periods)
      for name in own {
        for (index, price) in prices(name, periods).enumerated() {
          let (left, overflow) = rest[index].nanos.subtractingReportingOverflow(price.nanos)
          guard !overflow else {
            throw TariffFileError("the components of '\(whole)' leave the range of 64 bits.")
          }
          rest[index].nanos = left
        }
      }
      if own.isEmpty {
        add(whole, rest)
      } else if rest.contains(where: { $0.nanos != 0 }) {
        add("\(whole)_other", rest)
      }
    }
    values["components"] = .list(components)
  }

  private func isPart(_ name: String, of whole: String) -> Bool {
    whole == "TE" ? name.hasPrefix("TE_") : !name.hasPrefix("TE_")
  }

  private func prices(_ component: String, _ periods: [String]) -> [UnitPrice] {
    periods.map { period in
      energy.first { $0.component == component && $0.period == period }?.price ?? .zero
    }
  }

  /// The days on which the tariff is in force, and the resolution that set it.
  mutating func addOrigin(_ entry: AneelEntry) {
    values["validFrom"] = .text("\(entry.from)")
    if let until = entry.until.adding(days: 1) { values["validUntil"] = .text("\(until)") }
    let resolution = entry.resolution.isEmpty ? "" : ", \(entry.resolution)"
    values["source"] = .text("ANEEL\(resolution)")
  }

  /// The flags of the months in which the tariff is in force; green ones need no line.
  mutating func add(_ flags: [AneelFlags.Entry]) {
    guard case .text(let from)? = values["validFrom"], case .text(let until)? = values["validUntil"]
    else { return }
    let months = flags.filter {
      $0.month >= from.prefix(7) && $0.month + "-01" < until && $0.flag != "Verde"
    }
    guard !months.isEmpty else { return }
    values["flags"] = .list(
      months.map { ParameterValues(["month": .text($0.month), "flag": .text($0.flag)]) })
  }
}
