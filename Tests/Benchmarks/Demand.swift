import Foundation

/// What a measurement must reach: a bound on a median, or on the quotient of two of them.
struct Demand: Codable {
  /// The name of the benchmark.
  var benchmark: String

  /// The scenario that the demand is about.
  var scenario: String

  /// The subject whose median is bounded.
  var subject: String

  /// The subject by whose median it is divided first; none when the median itself is bounded.
  var dividedBy: String?

  /// The smallest value allowed.
  var atLeast: Double?

  /// The largest value allowed.
  var atMost: Double?

  /// Compares the demand with what was measured.
  func checked(against measurements: [Measurement]) -> DemandResult {
    func median(_ subject: String) -> Double? {
      measurements.first {
        $0.benchmark == benchmark && $0.scenario == scenario && $0.subject == subject
      }?.median
    }
    let divisor = dividedBy.map(median) ?? 1
    guard let dividend = median(subject), let divisor else {
      return DemandResult(demand: self, value: nil, isMet: false)
    }
    let value = dividend / divisor
    let isMet = value >= atLeast ?? -.infinity && value <= atMost ?? .infinity
    return DemandResult(demand: self, value: value, isMet: isMet)
  }
}

/// A demand and what became of it.
struct DemandResult: Codable {
  var demand: Demand

  /// What was measured; `nil` when a subject is missing.
  var value: Double?

  /// Whether the value lies within the bounds.
  var isMet: Bool
}

/// All demands, as they stand in `Thresholds.json`.
struct Thresholds: Codable {
  var demands: [Demand]

  /// Reads the demands.
  init(contentsOf file: URL) throws {
    self = try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: file))
  }
}
