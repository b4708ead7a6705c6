public import Parameters

/// Expects of every interval what the last one brought.
public struct PersistenceForecast: ForecastModel, Hashable {
  /// Creates the model.
  public init() {}

  public func forecast(
    _ quantity: ForecastQuantity, from view: borrowing ForecastView, into values: inout [Double]
  ) {
    values.removeAll(keepingCapacity: true)
    for _ in view.truth.indices { values.append(view.last) }
  }
}

extension PersistenceForecast: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "persistence", "Members expect what the last interval brought.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
