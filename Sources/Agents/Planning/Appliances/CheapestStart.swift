public import Devices
public import Parameters
import Quantities

/// Runs the appliance when energy and delay together cost least.
///
/// Runs that begin with an interval are compared; of equal costs the earlier one is taken. Surplus
/// counts at its export price. The response is the price of the first interval at which beginning
/// now would cost as much as the best later start; it concerns the run as a whole.
public struct CheapestStart: ApplianceControl, Hashable {
  private let horizon: LookAhead

  /// Creates the control.
  public init(lookAhead: LookAhead) { horizon = lookAhead }

  public var lookAhead: LookAhead? { horizon }

  public func plan(
    _ outlook: PlanningOutlook, appliance: ShiftableLoad, window: StartWindow,
    into plan: inout DevicePlan
  ) {
    plan.responses.removeAll(keepingCapacity: true)
    plan.powers = Array(repeating: 0, count: outlook.count)
    plan.addRest(of: appliance, hours: outlook.intervalHours)
    guard !appliance.isRunning else { return }
    var bestLater: (start: Int, cost: Double)?
    var now: Double?
    for index in 0..<outlook.count {
      let start = Double(index) * outlook.intervalHours
      guard start >= window.earliest - 1e-9, start <= window.latest + 1e-9 else { continue }
      guard let cost = cost(ofStartingAt: start, outlook, appliance, window) else { break }
      if index == 0 {
        now = cost
      } else if bestLater.map({ cost < $0.cost - 1e-12 }) ?? true {
        bestLater = (index, cost)
      }
    }
    guard let now else {
      let latest = max(window.latest, 0)
      let start = bestLater.map { Double($0.start) * outlook.intervalHours } ?? latest
      plan.addRun(of: appliance, at: start, hours: outlook.intervalHours)
      return
    }
    guard let later = bestLater else {
      plan.addRun(of: appliance, at: 0, hours: outlook.intervalHours)
      return
    }
    let startsNow = now <= later.cost + 1e-12
    plan.addRun(
      of: appliance, at: startsNow ? 0 : Double(later.start) * outlook.intervalHours,
      hours: outlook.intervalHours)
    respond(now: now, later: later.cost, startsNow: startsNow, outlook, appliance, into: &plan)
  }

  /// What a run costs with its delay; `nil` when it reaches beyond the outlook.
  private func cost(
    ofStartingAt start: Double, _ outlook: PlanningOutlook, _ appliance: ShiftableLoad,
    _ window: StartWindow
  ) -> Double? {
    let end = start + appliance.specification.durationHours
    guard end <= Double(outlook.count) * outlook.intervalHours + 1e-9 else { return nil }
    var cost = appliance.specification.delayCost * max(start - max(window.preferred, 0), 0)
    let first = Int(start / outlook.intervalHours)
    for index in first..<outlook.count where Double(index) * outlook.intervalHours < end {
      cost += outlook.cost(ofConsuming: energy(appliance, index, start..<end, outlook), in: index)
    }
    return cost
  }

  /// The kilowatt-hours of a run in an interval.
  private func energy(
    _ appliance: ShiftableLoad, _ index: Int, _ run: Range<Double>, _ outlook: PlanningOutlook
  ) -> Double {
    appliance.specification.power.kilowatts * outlook.intervalHours
      * overlap(ofInterval: index, hours: outlook.intervalHours, with: run)
  }

  private func respond(
    now: Double, later: Double, startsNow: Bool, _ outlook: PlanningOutlook,
    _ appliance: ShiftableLoad, into plan: inout DevicePlan
  ) {
    let run = 0..<appliance.specification.durationHours
    let first = energy(appliance, 0, run, outlook)
    guard first > 0 else { return }
    let rest = now - outlook.cost(ofConsuming: first, in: 0)
    let change = first / outlook.intervalHours * 1000
    plan.responses.append(
      FlexibleResponse(change: startsNow ? change : -change, price: (later - rest) / first))
  }
}

extension CheapestStart: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "cheapest-start", "Runs the appliance when energy and delay together cost least.",
    [
      LookAhead.horizon, LookAhead.renewal,
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(lookAhead: LookAhead(values))
  }
}

extension PlanningOutlook {
  /// What consuming some kilowatt-hours more in an interval costs, surplus taken first.
  func cost(ofConsuming energy: Double, in index: Int) -> Double {
    let surplus = min(max(surplus[index] / 1000 * intervalHours, 0), energy)
    return surplus * exportPrices[index] + (energy - surplus) * importPrices[index]
  }
}
