public import Parameters

/// Expects exactly what will come.
public struct PerfectForecast: ForecastModel, Hashable {
  /// Creates the model.
  public init() {}

  public func forecast(
    _ quantity: ForecastQuantity, from view: borrowing ForecastView, into values: inout [Double]
  ) {
    values = view.truth
  }
}

extension PerfectForecast: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "perfect", "Members know exactly what will come.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
