import Parameters
import Quantities

/// What the rules have in common that share energy within intervals by a key.
struct KeyedSharing: Hashable, Sendable {
  /// The key, once everything that it needs is read.
  enum Key: Hashable, Sendable {
    case constant(AllocationKey)
    /// Shares over time, with the column of each consumer.
    case table(CoefficientTable, columns: [Int])
    /// A table in a file that is not read yet.
    case file(String, from: String, step: Int64)
  }

  var group: SharingGroup
  var pricing: SharedPricing
  var key: Key
  var windowMinutes: Int

  static func parameters(keys: [String], default key: String, windowMinutes: Int) -> [Parameter] {
    SharingGroup.parameters + [
      Parameter(
        "key", .choice(keys), default: .text(key),
        "How generation is allocated: by fixed shares, in proportion to consumption, by fixed shares "
          + "with what is left redistributed, in the order of the members, or by a file."),
      Parameter(
        "coefficients", .text, isOptional: true,
        "File of shares over time for the key 'coefficients': a column for each member."),
      Parameter(
        "coefficientsFrom", .dateTime, isOptional: true,
        "When the first line of the coefficients holds, in civil time."),
      Parameter(
        "coefficientStep", .quantity(.duration), minimum: 60, maximum: 86_400,
        default: .number(1800), "Time for which one line of the coefficients holds."),
      Parameter(
        "window", .quantity(.duration), minimum: 60, maximum: 3600,
        default: .number(60 * Double(windowMinutes)),
        "Time within which generation and consumption count as simultaneous."),
    ] + SharedPricing.parameters
  }

  init(_ values: ParameterValues, charges: SharedPricing.Charges) throws(ParameterError) {
    group = try SharingGroup(values)
    pricing = SharedPricing(values, charges: charges)
    windowMinutes = Int((values.number("window") / 60).rounded())
    guard 60 % windowMinutes == 0 else {
      throw ParameterError("window", "must be minutes that divide an hour")
    }
    switch values.text("key") {
    case "fixed": key = .constant(.fixed(try group.wholeShares()))
    case "redistributed": key = .constant(.redistributed(try group.wholeShares()))
    case "priority": key = .constant(.priority(Array(group.consumers)))
    case "coefficients":
      guard values.has("coefficients"), values.has("coefficientsFrom") else {
        throw ParameterError(
          "key", "is 'coefficients', which needs 'coefficients' and 'coefficientsFrom'")
      }
      key = .file(
        values.text("coefficients"), from: values.text("coefficientsFrom"),
        step: Int64(values.number("coefficientStep") * 1e9))
    default: key = .constant(.proportional)
    }
  }

  func prepared(_ inputs: TariffInputs) throws(ParameterError) -> KeyedSharing {
    guard case .file(let name, let from, let step) = key else { return self }
    let civil =
      CivilTime(parsing: from) ?? CivilDate(parsing: from).map { CivilTime(midnightOf: $0) }
    guard let civil, let zone = inputs.zone else {
      throw ParameterError("coefficientsFrom", "needs a civil time and a time zone")
    }
    let table = try CoefficientTable(
      file: name, times: .from(zone.firstInstant(notBefore: civil), step: step), inputs)
    var prepared = self
    prepared.key = .table(table, columns: try group.columns(of: table))
    return prepared
  }

  func share(_ energy: inout SharedEnergy) throws(BillingError) {
    for window in try energy.windows(ofMinutes: windowMinutes) {
      let generation = energy.exports(of: group.plants, in: window)
      guard generation > 0 else { continue }
      let demands = group.consumers.map { energy.imports(of: $0, in: window) }
      let parts: [Int64]
      switch key {
      case .constant(let key): parts = key.allocation(of: generation, among: demands)
      case .table(let table, let columns):
        let quotas = try table.quotas(
          generation, at: energy.grid.start(ofInterval: window.lowerBound), on: energy.grid)
        parts = AllocationKey.cut(columns.map { quotas[$0] }, to: demands)
      case .file(let name, _, _):
        throw BillingError("the coefficients '\(name)' have not been read")
      }
      energy.move(parts, from: group.plants, in: window)
    }
  }
}

extension CoefficientTable {
  /// Reads a table from a file that a rule names.
  init(file name: String, times: Times, _ inputs: TariffInputs) throws(ParameterError) {
    let bytes = try inputs.bytes(name)
    do { try self.init(csv: bytes, times: times) } catch {
      throw ParameterError("coefficients", "names '\(name)', where \(error)")
    }
  }

  /// The parts of the generation in the order of the columns.
  func quotas(
    _ generation: Int64, at instant: Instant, on grid: BillingGrid
  ) throws(BillingError) -> [Int64] {
    guard let shares = row(at: instant, in: grid.zone) else {
      throw BillingError(
        "the coefficients have no line for \(grid.zone.civilTime(at: instant))")
    }
    return shares.deal(generation)
  }
}
