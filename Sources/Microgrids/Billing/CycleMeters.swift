import Quantities
import Settlement
import Tariffs

/// What a member's meter registers in a billing cycle, interval by interval, as it is billed when
/// the cycle ends: what the supplier delivers and takes, and what it would without local trades and
/// quota.
struct CycleMeter {
  /// The residual that the supplier delivers and takes.
  private(set) var supplied = MeterSeries(imported: [], exported: [])
  /// The same meter without trades and quota.
  private(set) var alone = MeterSeries(imported: [], exported: [])
  /// The residual that the supplier delivered, by period of the tariff.
  private(set) var suppliedByPeriod: [MeteredEnergy]
  /// Whether the tariff looks behind the meter.
  private let needsGeneration: Bool
  private var generationRegister = EnergyRegister()

  init(_ plan: RatePlan) {
    suppliedByPeriod = plan.periods.names.map { _ in .zero }
    needsGeneration =
      plan.exports.kind == .buyAllSellAll || plan.exports.selfConsumptionPremium.nanos != 0
  }

  /// Records an interval.
  ///
  /// Load and generation behind the meter are such that their difference is what the meter shows: a
  /// battery counts as load, and as generation where it injects beyond the load. What is bought
  /// locally or credited is taken off the load, what is sold off the generation.
  ///
  /// - Parameters:
  ///   - net: The imported energy less the exported.
  ///   - residual: What is left of it after trades and quota.
  ///   - generation: What was generated behind the meter.
  ///   - period: The period of the tariff.
  mutating func record(
    net: MeteredEnergy, residual: Residual, generation: Energy, period: Int
  ) throws(QuantityOverflow) {
    supplied.imported.append(residual.fromSupplier.milliwattHours)
    supplied.exported.append(residual.toSupplier.milliwattHours)
    alone.imported.append(max(net, .zero).milliwattHours)
    alone.exported.append(try MeteredEnergy.zero.subtracting(min(net, .zero)).milliwattHours)
    suppliedByPeriod[period] = try suppliedByPeriod[period].adding(residual.fromSupplier)
    guard needsGeneration else { return }
    var generated = max(generationRegister.count(generation), .zero)
    var load = try net.adding(generated)
    if load < .zero { (load, generated) = (.zero, try generated.subtracting(load)) }
    alone.load.append(load.milliwattHours)
    alone.generation.append(generated.milliwattHours)
    let moved = try residual.fromSupplier.subtracting(residual.toSupplier).subtracting(net)
    if moved < .zero {
      load = try load.adding(moved)
    } else {
      generated = try generated.subtracting(moved)
    }
    if load < .zero { (load, generated) = (.zero, try generated.subtracting(load)) }
    if generated < .zero { (load, generated) = (try load.subtracting(generated), .zero) }
    supplied.load.append(load.milliwattHours)
    supplied.generation.append(generated.milliwattHours)
  }

  /// Begins the next cycle.
  mutating func beginCycle() {
    supplied.removeIntervals()
    alone.removeIntervals()
    for period in suppliedByPeriod.indices { suppliedByPeriod[period] = .zero }
  }
}

extension MeterSeries {
  fileprivate mutating func removeIntervals() {
    imported.removeAll(keepingCapacity: true)
    exported.removeAll(keepingCapacity: true)
    load.removeAll(keepingCapacity: true)
    generation.removeAll(keepingCapacity: true)
  }
}
