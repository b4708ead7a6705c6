import Foundation
public import Parameters
import RandomStreams

/// Expects what will come with a relative error that grows with the horizon and is correlated.
///
/// The member knows the present state of a disturbance z, an autoregressive process of first order
/// with variance 1, and forecasts it as well as can be; its error is what happens in between:
///
/// ```text
/// z_t = φ·z_{t−1} + √(1 − φ²)·u_t,    φ = e^(−h/τ),    u_t independent, normal, of variance 1
/// e(i, t) = Σ_{s=i}^{t} φ^(t−s)·√(1 − φ²)·u_s
/// forecast(i, t) = truth_t · max(0, 1 + σ·e(i, t))
/// ```
///
/// for the forecast of interval t when interval i is the first ahead, L = t − i + 1 intervals from
/// what is known. So the deviation grows as σ·√(1 − e^(−2hL/τ)), like the root of the horizon at
/// first and up to σ; errors of neighbouring intervals are correlated by nearly φ; and forecasts of
/// one interval made at successive moments share the u that both have still to see, so that each is
/// a refinement of the one before. An error depends on the seed, the member, the interval and the
/// horizon, and on nothing that members decide.
///
/// Errors of generation are made of a part that all members share, as the weather, and their own:
/// `√ρ·e_shared + √(1 − ρ)·e_own`. The default values are examples, not measured.
public struct NoisyForecast: ForecastModel, Hashable {
  /// The deviation of forecasts far ahead, as a share of what will come.
  public var loadDeviation: Double
  /// The same of generation.
  public var generationDeviation: Double
  /// The hours τ in which a disturbance fades.
  public var correlationHours: Double
  /// The share ρ of the variance of generation's errors that all members share.
  public var sharedVariance: Double

  /// Creates the model.
  public init(
    loadDeviation: Double, generationDeviation: Double, correlationHours: Double,
    sharedVariance: Double
  ) {
    self.loadDeviation = loadDeviation
    self.generationDeviation = generationDeviation
    self.correlationHours = correlationHours
    self.sharedVariance = sharedVariance
  }

  public func forecast(
    _ quantity: ForecastQuantity, from view: borrowing ForecastView, into values: inout [Double]
  ) {
    values.removeAll(keepingCapacity: true)
    let correlation = exp(-view.intervalHours / max(correlationHours, 1e-9))
    let innovation = (1 - correlation * correlation).squareRoot()
    let isLoad = quantity == .load
    let shared = isLoad ? 0 : sharedVariance.squareRoot()
    let own = isLoad ? 1 : (1 - sharedVariance).squareRoot()
    let deviation = isLoad ? loadDeviation : generationDeviation
    var error = 0.0
    for index in view.truth.indices {
      let interval = view.firstInterval + index
      var draw = own * Self.draw(view.ownErrors, interval, isLoad)
      if shared > 0 { draw += shared * Self.draw(view.sharedErrors, interval, isLoad) }
      error = correlation * error + innovation * draw
      values.append(view.truth[index] * max(0, 1 + deviation * error))
    }
  }

  /// The normal draw of an interval: loads take the first of its draws, generation the second.
  private static func draw(_ stream: RandomStream, _ interval: Int, _ isLoad: Bool) -> Double {
    var draws = stream.draws(at: UInt64(interval))
    let first = draws.normal()
    return isLoad ? first : draws.normal()
  }
}

extension NoisyForecast: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "noisy",
    "Members expect what will come with an error that grows with the horizon and is correlated.",
    [
      Parameter(
        "loadDeviation", .fraction, minimum: 0, maximum: 10, default: .number(0.2),
        "Standard deviation of the relative error of load far ahead."),
      Parameter(
        "generationDeviation", .fraction, minimum: 0, maximum: 10, default: .number(0.25),
        "Standard deviation of the relative error of generation far ahead."),
      Parameter(
        "correlationTime", .quantity(.duration), minimum: 1, maximum: 31_536_000,
        default: .number(21_600),
        "Time in which a disturbance fades; the deviation grows with the horizon over half of it."),
      Parameter(
        "sharedVariance", .fraction, minimum: 0, maximum: 1, default: .number(0.5),
        "Share of the variance of generation's errors that all members have in common."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(
      loadDeviation: values.number("loadDeviation"),
      generationDeviation: values.number("generationDeviation"),
      correlationHours: values.number("correlationTime") / 3600,
      sharedVariance: values.number("sharedVariance"))
  }
}
