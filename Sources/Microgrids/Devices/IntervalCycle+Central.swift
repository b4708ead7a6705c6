import Agents
import Devices
import Quantities
import Scenarios

// The common plan of all batteries.
extension IntervalCycle {
  /// Makes the common plan when it is due.
  ///
  /// It knows what all profiles will be and takes other flexible loads as their owners have planned
  /// them, zero beyond their plans. At the end of the run each battery holds at least what it held at
  /// its start; at the end of an earlier horizon a kilowatt-hour in store is worth the horizon's mean
  /// import price less the losses of discharging.
  ///
  /// Where the members' tariffs differ, the import price and the local charges are means weighted by
  /// what the members will import without batteries, the export price by what they will export: that
  /// is how a pool divides the rest.
  mutating func planCentrally() {
    guard var central = devices.central, central.isDue(in: interval), !devices.batteries.isEmpty
    else { return }
    let count = min(central.horizon, time.intervalCount - interval)
    central.begin(at: interval, count: count)
    let surpluses = tariffOfMember.indices.map { foreseenSurplus(ofMember: $0, count: count) }
    let valuations = (0..<count).map { index in
      gateClock.turn(to: start(ofInterval: interval + index))
      return gateClock.valuations
    }
    let reachesEnd = interval + count == time.intervalCount
    let groups =
      central.hasExchange ? [Array(tariffOfMember.indices)] : devices.ownerOfBattery.map { [$0] }
    for members in groups {
      var optimum = CentralOptimum(
        intervalHours: devices.planning.hours, importPrices: [], exportPrices: [],
        localCharges: [], meters: [])
      for index in 0..<count {
        add(members, surpluses, valuations[index], at: index, to: &optimum)
      }
      let meanPrice = optimum.importPrices.reduce(0, +) / Double(count)
      for member in members {
        var meter = CentralOptimum.Meter(surplus: surpluses[member])
        let battery = devices.batteryOfMember[member]
        if battery >= 0 {
          let specification = devices.batteries[battery].specification
          meter.stores = [
            CentralOptimum.Store(
              battery: devices.batteries[battery],
              finalValue: reachesEnd ? 0 : max(meanPrice, 0) * specification.dischargeEfficiency,
              leastFinalContent: reachesEnd ? central.finalContents[battery] : 0)
          ]
        }
        optimum.meters.append(meter)
      }
      // Without a plan the batteries rest.
      guard let plan = optimum.plan() else { continue }
      let batteries = members.map { devices.batteryOfMember[$0] }.filter { $0 >= 0 }
      for (battery, powers) in zip(batteries, plan.powers) {
        central.follow(powers, battery: battery)
      }
    }
    devices.central = central
  }

  /// What a member will inject without its battery, in watts.
  private func foreseenSurplus(ofMember member: Int, count: Int) -> [Double] {
    (interval..<(interval + count)).map { interval in
      let mean = devices.means(
        ofMember: member, in: start(ofInterval: interval)..<start(ofInterval: interval + 1))
      return devices.flexible.unitsOfMember[member].reduce(mean.generation - mean.load) {
        $0 + (devices.meanPower(ofUnit: $1, in: interval) ?? 0)
      }
    }
  }

  /// Adds the prices of an interval.
  private func add(
    _ members: [Int], _ surpluses: [[Double]], _ valuations: [Valuation], at index: Int,
    to optimum: inout CentralOptimum
  ) {
    var (buying, selling, charge) = (Mean(), Mean(), Mean())
    for member in members {
      let valuation = valuations[tariffOfMember[member]]
      let surplus = surpluses[member][index]
      buying.add(valuation.importPrice.unitsPerKilowattHour, weight: max(-surplus, 0))
      selling.add(valuation.exportPrice.unitsPerKilowattHour, weight: max(surplus, 0))
      charge.add(valuation.localCharges.unitsPerKilowattHour, weight: max(-surplus, 0))
    }
    optimum.importPrices.append(buying.value)
    optimum.exportPrices.append(selling.value)
    optimum.localCharges.append(charge.value)
  }
}

/// A weighted mean, or the plain one while all weights are zero.
private struct Mean {
  private var (sum, weights, plainSum, count) = (0.0, 0.0, 0.0, 0.0)
  private var isUniform = true
  private var first: Double?

  mutating func add(_ value: Double, weight: Double) {
    sum += value * weight
    weights += weight
    plainSum += value
    count += 1
    isUniform = isUniform && value == first ?? value
    first = first ?? value
  }

  /// Equal values are their own mean to the last digit.
  var value: Double {
    if isUniform { return first ?? 0 }
    return weights > 0 ? sum / weights : plainSum / count
  }
}
