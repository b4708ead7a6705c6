import Devices
import Quantities

extension Battery {
  /// Follows a setpoint through an interval, stopping at a limit on the way.
  ///
  /// - Returns: The mean power that the battery injects.
  mutating func play(_ setpoint: Power, hours: Double) -> Power {
    var moved = 0.0
    var remaining = hours
    dispatch(setpoint)
    // A limit is met once at most: afterwards the battery holds it or rests.
    let limit = hoursToLimit
    if limit < remaining {
      moved += power.watts * limit
      advance(hours: limit)
      settleOnLimit()
      remaining -= limit
    }
    moved += power.watts * remaining
    advance(hours: remaining)
    return Power(watts: moved / hours)
  }
}
