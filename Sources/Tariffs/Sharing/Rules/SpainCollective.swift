public import Parameters
import Quantities

/// Collective self-consumption in Spain (*autoconsumo colectivo*, RD 244/2019).
///
/// ```text
/// ENG(i,h) = β(i,h)·ENG(h)        Σβ = 1, for each hour h: fixed, or 8760 hours given before
/// a(i,h)   = min(E(i,h), ENG(i,h))                       self-consumed: off the bill
/// s(i,h)   = max(0, ENG(i,h) − E(i,h))                   the consumer's own surplus
/// credit   = min(Σ_h s(i,h)·p_s, value of the energy consumed in the month)     ≥ 0
/// ```
///
/// Each consumer's share that it does not consume is its own surplus: what others could use of it is
/// not passed on. With `surplusPrice` it is credited in the month by simplified compensation, never
/// beyond the value of the energy bought in the month: the lines of `cappedComponents` or, where none are named,
/// of the components owed to the retailer. Without it the surplus counts as an export under the
/// consumer's own tariff. Coefficients are known before (no dynamic ones afterwards).
///
/// Source: Real Decreto 244/2019, art. 4 and 14 and annex I; hourly coefficients by Orden
/// TED/1247/2021. Left out: the limit of 100 kW of simplified compensation, and charges on energy that
/// passes through the network (enter them as `charges`).
public struct SpainCollective: SharingRule, Hashable {
  let group: SharingGroup
  let pricing: SharedPricing
  let fixed: WholeShares?
  let file: String?
  let surplusPrice: UnitPrice?
  let cappedComponents: [String]
  var table: CoefficientTable?
  var columns: [Int] = []

  public var memberNames: [String] { group.names }

  public static let parameterSet = ParameterSet(
    name: "spain-collective", "Collective self-consumption in Spain with coefficients β.",
    SharingGroup.parameters + [
      Parameter(
        "coefficients", .text, isOptional: true,
        "File of the coefficients of the 8760 hours of a year, with a column for each member; "
          + "without it the members' shares are the coefficients."),
      Parameter(
        "surplusPrice", .quantity(.energyPrice), minimum: 0, maximum: EnergyPrice.greatestUnits,
        isOptional: true,
        "Price of surplus under simplified compensation; without it the surplus is an export under "
          + "the member's own tariff."),
      Parameter(
        "cappedComponents", .texts, isOptional: true,
        "Components whose amount caps the compensation; by default those owed to the retailer."),
    ] + SharedPricing.parameters)

  public init(_ values: ParameterValues) throws(ParameterError) {
    group = try SharingGroup(values)
    pricing = SharedPricing(values, charges: .none)
    file = values.has("coefficients") ? values.text("coefficients") : nil
    fixed = file == nil ? try group.wholeShares(sumsToOne: true) : nil
    surplusPrice = values.optionalNumber("surplusPrice").map { UnitPrice(rounding: $0) }
    cappedComponents = values.texts("cappedComponents")
  }

  public func prepared(_ inputs: TariffInputs) throws(ParameterError) -> SpainCollective {
    guard let file else { return self }
    var prepared = self
    let table = try CoefficientTable(file: file, times: .hoursOfYear, inputs)
    for (row, shares) in table.rows.enumerated() where shares.restNanos > 0 {
      throw ParameterError(
        "coefficients", "names '\(file)', where line \(row + 2) does not sum to 1")
    }
    prepared.columns = try group.columns(of: table)
    guard table.names.count == group.consumerCount else {
      throw ParameterError(
        "coefficients",
        "names '\(file)' with \(table.names.count) columns for \(group.consumerCount) members")
    }
    prepared.table = table
    return prepared
  }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {
    for window in try energy.windows(ofMinutes: 60) {
      let generation = energy.exports(of: group.plants, in: window)
      guard generation > 0 else { continue }
      let demands = group.consumers.map { energy.imports(of: $0, in: window) }
      var quotas: [Int64]
      if let table {
        let all = try table.quotas(
          generation, at: energy.grid.start(ofInterval: window.lowerBound), on: energy.grid)
        quotas = columns.map { all[$0] }
      } else if let fixed {
        quotas = fixed.deal(generation)
      } else {
        throw BillingError("the coefficients '\(file ?? "")' have not been read")
      }
      let parts = AllocationKey.cut(quotas, to: demands)
      energy.move(parts, from: group.plants, in: window)
      for (consumer, part) in parts.enumerated() { quotas[consumer] -= part }
      energy.handOver(quotas, from: group.plants, in: window, isMetered: surplusPrice == nil)
    }
  }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    var lines = try pricing.lines(for: cycle)
    guard let surplusPrice, !cycle.energy.surplus.isEmpty else { return lines }
    for member in group.consumers {
      let surplus = try cycle.energy.surplus[member].sum(in: cycle.intervals)
      guard surplus > 0 else { continue }
      let plan = cycle.plans[member]
      let value = try LineArithmetic(plan.rounding).rounded(ExactAmount(surplus, at: surplusPrice))
      let bought = cycle.bills[member].lines.filter { line in
        line.kind == .energy
          && (cappedComponents.isEmpty
            ? line.party == .retailer : cappedComponents.contains(line.component))
      }.reduce(Int128(0)) { $0 + Int128($1.net.micros) }
      let credit = min(value.micros, Int64(clamping: max(bought, 0)))
      lines[member].append(
        BillLine(
          kind: .export, component: "surplus compensation", party: .retailer, quantity: -surplus,
          unit: .kilowattHour, price: surplusPrice, net: Money(micros: -credit)))
    }
    return lines
  }
}
