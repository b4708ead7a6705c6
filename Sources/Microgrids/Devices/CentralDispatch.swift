import Agents
import Devices
import Quantities
import Scenarios

/// One plan that all batteries of the members follow, made anew now and then.
struct CentralDispatch {
  /// The number of intervals that a plan looks ahead.
  let horizon: Int
  /// The number of intervals after which it is made anew.
  let renewal: Int
  /// What owners of batteries do while the common plan decides.
  let control: any BatteryControl
  /// Whether members exchange energy; if not, each has an optimum of its own.
  let hasExchange: Bool
  /// What is to be in each battery at the end of the run, in kilowatt-hours: what was at its start.
  let finalContents: [Double]
  /// The interval with which the plan begins; −1 without one.
  private(set) var first = -1
  /// The power of each battery in each interval of the plan, in watts.
  private(set) var powers: [[Double]]

  /// - Returns: `nil` where owners decide.
  init?(_ scenario: borrowing Scenario, _ batteries: [Battery]) {
    guard case .centralOptimum(let lookAhead) = scenario.dispatch else { return nil }
    let length = Double(scenario.time.intervalNanoseconds) / 3.6e12
    renewal = max(Int((lookAhead.renewalHours / length).rounded()), 1)
    // What trades ahead must know its position until the next plan is made.
    let longestLead = scenario.market.stages.map(\.leadIntervals).max() ?? 0
    horizon = max(Int((lookAhead.horizonHours / length).rounded()), longestLead + renewal)
    control = CentralControl(lookAhead: lookAhead)
    hasExchange = scenario.market.hasTrading
    finalContents = batteries.map(\.content.kilowattHours)
    powers = batteries.map { _ in [] }
  }

  /// Whether a plan has to be made when an interval begins.
  func isDue(in interval: Int) -> Bool { first < 0 || interval - first >= renewal }

  /// What the plan says of an interval, in watts; `nil` when it does not reach that far.
  func power(ofBattery battery: Int, in interval: Int) -> Double? {
    let place = interval - first
    guard first >= 0, place >= 0, place < powers[battery].count else { return nil }
    return powers[battery][place]
  }

  /// Forgets the plan, for one that begins with an interval and lets every battery rest.
  mutating func begin(at interval: Int, count: Int) {
    first = interval
    powers = powers.map { _ in Array(repeating: 0, count: count) }
  }

  /// Takes what a battery is to do.
  mutating func follow(_ plan: [Double], battery: Int) { powers[battery] = plan }
}

/// Leaves a battery to the common plan.
struct CentralControl: BatteryControl {
  let lookAhead: LookAhead?

  func plan(_ outlook: PlanningOutlook, battery: Battery, into plan: inout DevicePlan) {
    plan.powers.removeAll(keepingCapacity: true)
    plan.responses.removeAll(keepingCapacity: true)
  }
}

extension DispatchSettings {
  /// What the result file says of it; `nil` where owners decide.
  var attribute: String? { self == .members ? nil : word }
}
