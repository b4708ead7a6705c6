import Statistics

extension StudentT {
  static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double { 2 }
}
