public import Parameters

/// Expects of every interval the mean of the same interval on earlier days.
///
/// Of an interval of which no earlier day is known yet it expects what the last interval brought.
public struct ProfileForecast: ForecastModel, Hashable {
  private let days: ForecastHistory

  /// Creates the model.
  public init(_ history: ForecastHistory) { days = history }

  public var history: ForecastHistory? { days }

  public func forecast(
    _ quantity: ForecastQuantity, from view: borrowing ForecastView, into values: inout [Double]
  ) {
    values.removeAll(keepingCapacity: true)
    for index in view.truth.indices {
      let isKnown = view.past.indices.contains(index) && !view.past[index].isNaN
      values.append(isKnown ? view.past[index] : view.last)
    }
  }
}

extension ProfileForecast: Parameterized {
  private static let spacings = ["day", "week"]

  public static let parameterSet = ParameterSet(
    name: "profile", "Members expect the mean of the same interval on earlier days.",
    [
      Parameter(
        "days", .integer, minimum: 1, maximum: 60, default: .integer(1),
        "Number of earlier days that are averaged."),
      Parameter(
        "every", .choice(spacings), default: .text(spacings[0]),
        "Whether the days before are taken, or the same day of the weeks before."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(
      ForecastHistory(
        count: Int(values.integer("days")),
        spacing: values.text("every") == Self.spacings[1] ? 7 : 1))
  }
}
