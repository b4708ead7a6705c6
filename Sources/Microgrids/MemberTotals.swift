import Quantities
import Settlement

/// What a member's meters and trades have come to over the whole run.
struct MemberTotals {
  /// Consumption of the load and generation, in watt-hours.
  private(set) var load = 0.0
  private(set) var generation = 0.0
  private(set) var imported = MeteredEnergy.zero
  private(set) var exported = MeteredEnergy.zero
  private(set) var bought = MeteredEnergy.zero
  private(set) var sold = MeteredEnergy.zero
  /// Energy that quota credited within the interval, and the part of it that offset consumption.
  private(set) var credited = MeteredEnergy.zero
  private(set) var usedCredit = MeteredEnergy.zero
  /// The greatest consumption and the greatest import of any interval.
  private(set) var greatestLoadWattHours = 0.0
  private(set) var greatestImport = MeteredEnergy.zero

  /// Adds an interval.
  ///
  /// - Throws: `QuantityOverflow` when a total leaves the range of 64 bits.
  mutating func add(
    loadWattHours: Double, generationWattHours: Double, _ meter: Meters.Meter, _ trade: LocalTrade
  ) throws(QuantityOverflow) {
    load -= loadWattHours
    generation += generationWattHours
    greatestLoadWattHours = max(greatestLoadWattHours, -loadWattHours)
    greatestImport = max(greatestImport, meter.imported)
    imported = try imported.adding(meter.imported)
    exported = try exported.adding(meter.exported)
    bought = try bought.adding(trade.bought)
    sold = try sold.adding(trade.sold)
  }

  /// Adds what quota credited in an interval.
  ///
  /// - Throws: `QuantityOverflow` when a total leaves the range of 64 bits.
  mutating func add(
    credited energy: MeteredEnergy, used: MeteredEnergy
  ) throws(QuantityOverflow) {
    credited = try credited.adding(energy)
    usedCredit = try usedCredit.adding(used)
  }

  /// The share of the generation that the member did not export.
  var selfConsumption: Double {
    generation > 0 ? 1 - exported.kilowattHours * 1000 / generation : .nan
  }

  /// The share of the load that the member did not import.
  var selfSufficiency: Double { load > 0 ? 1 - imported.kilowattHours * 1000 / load : .nan }
}
