public import Parameters

/// The forecast models that scenario files may name; a new model adds one line here.
public enum ForecastModels {
  /// Every model, in the order of the documentation.
  public static let all: [any (ForecastModel & Parameterized).Type] = [
    PerfectForecast.self,
    PersistenceForecast.self,
    ProfileForecast.self,
    NoisyForecast.self,
  ]
}
