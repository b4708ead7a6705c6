public import Devices
public import Parameters
import Quantities

/// Charges in cheap periods and discharges in dear ones, by a rule.
///
/// An interval is cheap when its import price lies in the lowest share of the horizon's range of
/// prices, dear when it lies in the highest. In cheap intervals the battery charges with all its
/// power, in dear ones it covers the load, and in those between it charges with surplus alone.
/// Where the highest price would not pay for the losses, p_max·η_c·η_d ≤ p_min, the battery is used
/// as by ``SelfConsumptionControl``.
public struct TimeOfUseControl: BatteryControl, Hashable {
  private let horizon: LookAhead
  private let band: Double

  /// Creates the control.
  ///
  /// - Parameters:
  ///   - lookAhead: How far ahead prices are compared and how often.
  ///   - band: The share of the range of prices that counts as cheap, and as dear.
  public init(lookAhead: LookAhead, band: Double = 0.25) {
    horizon = lookAhead
    self.band = band
  }

  public var lookAhead: LookAhead? { horizon }

  public func plan(_ outlook: PlanningOutlook, battery: Battery, into plan: inout DevicePlan) {
    plan.powers.removeAll(keepingCapacity: true)
    plan.responses.removeAll(keepingCapacity: true)
    guard let lowest = outlook.importPrices.min(), let highest = outlook.importPrices.max()
    else { return }
    let specification = battery.specification
    let efficiency = specification.chargeEfficiency * specification.dischargeEfficiency
    let pays = highest * efficiency > lowest
    let width = band * (highest - lowest)
    var battery = battery
    for index in 0..<outlook.count {
      let surplus = Power(watts: outlook.surplus[index])
      let price = outlook.importPrices[index]
      let setpoint: Power =
        if !pays || price >= highest - width {
          -surplus
        } else if price <= lowest + width {
          -specification.chargePower
        } else {
          min(-surplus, .zero)
        }
      plan.powers.append(battery.play(setpoint, hours: outlook.intervalHours).watts)
    }
  }
}

extension TimeOfUseControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "time-of-use", "Charges in cheap periods and discharges in dear ones.",
    [
      LookAhead.horizon,
      LookAhead.renewal,
      Parameter(
        "band", .fraction, minimum: 0, maximum: 0.5, default: .number(0.25),
        "Share of the horizon's range of prices that counts as cheap, and as dear."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(lookAhead: LookAhead(values), band: values.number("band"))
  }
}
