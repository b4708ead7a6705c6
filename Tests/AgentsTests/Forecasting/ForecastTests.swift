import Agents
import Foundation
import RandomStreams
import Testing

struct ForecastTests {
  static func view(
    first: Int, count: Int, seed: UInt64 = 1, entity: String = "a", hours: Double = 0.25
  ) -> ForecastView {
    var view = ForecastView(
      firstInterval: first, intervalHours: hours,
      ownErrors: RandomStream(seed: seed, stream: "forecast", entity: entity),
      sharedErrors: RandomStream(seed: seed, stream: "forecast", entity: ""))
    view.truth = Array(repeating: 1000, count: count)
    return view
  }

  static func errors(
    _ model: NoisyForecast, _ view: ForecastView, _ quantity: ForecastQuantity = .load
  ) -> [Double] {
    var values: [Double] = []
    model.forecast(quantity, from: view, into: &values)
    return values.map { $0 / 1000 - 1 }
  }

  static let model = NoisyForecast(
    loadDeviation: 0.1, generationDeviation: 0.1, correlationHours: 6, sharedVariance: 0.5)

  static func covariance(_ pairs: [(Double, Double)]) -> Double {
    pairs.reduce(0) { $0 + $1.0 * $1.1 } / Double(pairs.count)
  }

  @Test("A perfect forecast is what comes; persistence is what was; a profile is what used to be")
  func exactModels() {
    var view = Self.view(first: 3, count: 2)
    view.last = 7
    view.past = [5, .nan]
    var values: [Double] = []
    PerfectForecast().forecast(.load, from: view, into: &values)
    #expect(values == [1000, 1000])
    PersistenceForecast().forecast(.load, from: view, into: &values)
    #expect(values == [7, 7])
    ProfileForecast(ForecastHistory(count: 1, spacing: 1)).forecast(
      .load, from: view, into: &values)
    #expect(values == [5, 7])
  }

  @Test("The deviation of errors grows with the horizon as stated", arguments: [1, 4, 24, 96])
  func deviationGrows(lead: Int) {
    // Starts far apart make independent samples.
    let samples = (0..<2000).map {
      Self.errors(Self.model, Self.view(first: $0 * 1000, count: lead))[lead - 1]
    }
    let variance = Self.covariance(samples.map { ($0, $0) })
    let expected = 0.01 * (1 - exp(-2 * 0.25 * Double(lead) / 6))
    // The deviation of a variance of n samples is √(2/n) of it: 3.2 %, four of which are allowed.
    #expect(abs(variance / expected - 1) < 0.13)
    let mean = samples.reduce(0, +) / Double(samples.count)
    #expect(abs(mean) < 4 * (expected / 2000).squareRoot())
  }

  @Test("Errors of two intervals of one forecast are correlated as stated")
  func leadsAreCorrelated() {
    let pairs = (0..<2000).map { start in
      let errors = Self.errors(Self.model, Self.view(first: start * 1000, count: 24))
      return (errors[11], errors[23])
    }
    // Cov(e(12), e(24)) = φ¹²·Var(e(12)).
    let expected = exp(-3.0 / 6) * 0.01 * (1 - exp(-2 * 3.0 / 6))
    #expect(abs(Self.covariance(pairs) / expected - 1) < 0.18)
  }

  @Test("Forecasts of one interval made at successive moments refine one another")
  func issuesAreCorrelated() {
    let pairs = (0..<2000).map { start in
      let early = Self.errors(Self.model, Self.view(first: start * 1000, count: 24))[23]
      let late = Self.errors(Self.model, Self.view(first: start * 1000 + 12, count: 12))[11]
      return (early, late)
    }
    // The later error is a part of the earlier one, and independent of the rest.
    let expected = 0.01 * (1 - exp(-2 * 3.0 / 6))
    #expect(abs(Self.covariance(pairs) / expected - 1) < 0.18)
    let rest = pairs.map { ($0.0 - $0.1, $0.1) }
    #expect(abs(Self.covariance(rest)) < 0.15 * expected)
  }

  @Test("An error depends on seed, member, interval and horizon alone")
  func errorsAreCommon() {
    let long = Self.errors(Self.model, Self.view(first: 40, count: 96))
    let short = Self.errors(Self.model, Self.view(first: 40, count: 3))
    #expect(Array(long.prefix(3)) == short)
    #expect(Self.errors(Self.model, Self.view(first: 40, count: 3, seed: 2)) != short)
    #expect(Self.errors(Self.model, Self.view(first: 40, count: 3, entity: "b")) != short)
  }

  @Test("Members share the stated part of the variance of generation's errors, and none of load's")
  func sharedErrors() {
    func pairs(_ quantity: ForecastQuantity) -> [(Double, Double)] {
      (0..<2000).map { start in
        let a = Self.errors(Self.model, Self.view(first: start * 1000, count: 12), quantity)
        let b = Self.errors(
          Self.model, Self.view(first: start * 1000, count: 12, entity: "b"), quantity)
        return (a[11], b[11])
      }
    }
    let variance = 0.01 * (1 - exp(-2 * 3.0 / 6))
    #expect(abs(Self.covariance(pairs(.generation)) / variance - 0.5) < 0.12)
    #expect(abs(Self.covariance(pairs(.load)) / variance) < 0.12)
  }

  @Test("A forecast never turns its sign")
  func signs() {
    let wild = NoisyForecast(
      loadDeviation: 10, generationDeviation: 10, correlationHours: 1, sharedVariance: 1)
    #expect(Self.errors(wild, Self.view(first: 0, count: 1000)).allSatisfy { $0 >= -1 })
  }
}
