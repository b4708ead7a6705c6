import Agents
import Parameters
import Quantities

extension ScenarioReader {
  /// Who decides what batteries do; reports a plan that does not begin and end between intervals, or
  /// that ends before the next one begins.
  func dispatchSettings(_ section: Section, time: TimeSettings?) -> DispatchSettings? {
    guard section.kind.map({ DispatchKeys.kinds[$0].name }) == DispatchKeys.centralOptimum.name
    else { return section.kind == nil ? nil : .members }
    guard section.isComplete, let time, let horizon = section.number(DispatchKeys.horizon) else {
      return nil
    }
    let renewal = section.number(DispatchKeys.renewal) ?? horizon
    for (key, seconds) in [(DispatchKeys.horizon, horizon), (DispatchKeys.renewal, renewal)]
    where nanoseconds(seconds) % time.intervalNanoseconds != 0 {
      diagnostics.report(
        section.place(key), "'\(key.name)' in 'dispatch' must be a whole number of intervals.")
      return nil
    }
    guard renewal <= horizon else {
      diagnostics.report(
        section.place(DispatchKeys.renewal),
        "'\(DispatchKeys.renewal.name)' in 'dispatch' must not be longer than "
          + "'\(DispatchKeys.horizon.name)', or batteries have no plan in between.")
      return nil
    }
    return .centralOptimum(
      LookAhead(horizonHours: horizon / 3600, renewalHours: renewal / 3600))
  }
}
