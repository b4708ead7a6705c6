import Agents
import Devices
import Quantities
import RandomStreams
import Scenarios

/// How members look ahead: what they expect of the intervals to come, and since when they hold the
/// plans that they have.
struct PlanningDesk {
  let forecast: any ForecastModel
  let time: TimeSettings
  /// The greatest number of intervals that each member looks ahead; 0 for those that do not plan.
  let horizons: [Int]
  /// The intervals after which each member plans anew.
  let renewals: [Int]
  /// The intervals from the earliest gate closure to delivery.
  let longestLead: Int
  /// Whether forecasts are what will come.
  let isPerfect: Bool
  let ownErrors: [RandomStream]
  let sharedErrors: RandomStream
  /// The interval with which each member's plan begins; −1 without a plan.
  var firstIntervals: [Int]
  /// Whether each member wants to plan anew before the time.
  var isDue: [Bool]
  /// What each member expects its inflexible load and generation to inject, in watts, interval by
  /// interval from the first of its plan on.
  var surpluses: [[Double]]
  /// The interval that is open.
  var interval = 0

  /// The price that members expect local energy to have in each interval ahead of the one that is
  /// open, in currency units per kWh, where the community has told it; not a number elsewhere.
  var expectedLocalPrices: [Double] = []

  init(
    _ scenario: borrowing Scenario, _ flexible: FlexibleLoads, _ batteryOfMember: [Int],
    _ controls: [any BatteryControl]
  ) {
    let time = scenario.time
    self.time = time
    let market = scenario.market
    forecast = market.forecast
    isPerfect = market.forecast is PerfectForecast
    longestLead = market.stages.map(\.leadIntervals).max() ?? 0
    var horizons: [Int] = []
    var renewals: [Int] = []
    for member in scenario.members.indices {
      var looks = flexible.unitsOfMember[member].map { unit in flexible.read(unit) { $0.lookAhead }
      }
      let isFlexible = !looks.isEmpty
      if batteryOfMember[member] >= 0 { looks.append(controls[batteryOfMember[member]].lookAhead) }
      let known = looks.compactMap { $0 }
      func intervals(_ hours: Double) -> Int {
        max(Int((hours * 3.6e12 / Double(time.intervalNanoseconds)).rounded(.up)), 1)
      }
      // What does not look ahead is asked in every interval.
      let renewal =
        known.count == looks.count ? known.map { intervals($0.renewalHours) }.min() ?? 1 : 1
      let horizon = known.map { intervals($0.horizonHours) }.max() ?? 1
      let plans =
        isFlexible || !known.isEmpty || (!market.hasPlainForecast && market.needsPositions)
      horizons.append(plans ? max(horizon, longestLead + renewal) : 0)
      renewals.append(renewal)
    }
    self.horizons = horizons
    self.renewals = renewals
    let seed = scenario.seed
    ownErrors = scenario.members.map {
      RandomStream(seed: seed, stream: "forecast", entity: $0.name)
    }
    sharedErrors = RandomStream(seed: seed, stream: "forecast", entity: "")
    firstIntervals = scenario.members.map { _ in -1 }
    isDue = scenario.members.map { _ in true }
    surpluses = scenario.members.map { _ in [] }
  }

  /// Whether a member has to plan when an interval begins.
  func mustPlan(_ member: Int, in interval: Int) -> Bool {
    horizons[member] > 0
      && (isDue[member] || firstIntervals[member] < 0
        || interval - firstIntervals[member] >= renewals[member])
  }

  /// The beginning of an interval.
  func start(ofInterval interval: Int) -> Instant {
    Instant(nanoseconds: time.start.nanoseconds + Int64(interval) * time.intervalNanoseconds)
  }

  /// The length of an interval, in hours.
  var hours: Double { Double(time.intervalNanoseconds) / 3.6e12 }
}
