public import Devices
public import Parameters
import Quantities

/// Runs the appliance at the time that its owner likes best, whatever energy costs.
public struct PreferredStart: ApplianceControl, Hashable {
  /// Creates the control.
  public init() {}

  public var lookAhead: LookAhead? { nil }

  public func plan(
    _ outlook: PlanningOutlook, appliance: ShiftableLoad, window: StartWindow,
    into plan: inout DevicePlan
  ) {
    plan.responses.removeAll(keepingCapacity: true)
    plan.powers = Array(repeating: 0, count: outlook.count)
    plan.addRest(of: appliance, hours: outlook.intervalHours)
    guard !appliance.isRunning else { return }
    let start = min(max(window.preferred, window.earliest, 0), max(window.latest, 0))
    plan.addRun(of: appliance, at: start, hours: outlook.intervalHours)
  }
}

extension PreferredStart: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "preferred-start", "Runs the appliance at the time that its owner likes best.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}

extension DevicePlan {
  /// Adds what is left of a run that is going on.
  mutating func addRest(of appliance: ShiftableLoad, hours: Double) {
    guard appliance.isRunning else { return }
    add(
      -appliance.specification.power.watts, from: 0, to: appliance.remainingHours, hours: hours)
  }

  /// Adds a whole run.
  mutating func addRun(of appliance: ShiftableLoad, at start: Double, hours: Double) {
    add(
      -appliance.specification.power.watts, from: start,
      to: start + appliance.specification.durationHours, hours: hours)
  }

  private mutating func add(_ watts: Double, from start: Double, to end: Double, hours: Double) {
    for index in powers.indices {
      powers[index] +=
        watts * overlap(ofInterval: index, hours: hours, with: start..<max(start, end))
    }
  }
}

/// The share of an interval that a span of hours covers.
func overlap(ofInterval index: Int, hours: Double, with span: Range<Double>) -> Double {
  let start = Double(index) * hours
  return max(min(start + hours, span.upperBound) - max(start, span.lowerBound), 0) / hours
}
