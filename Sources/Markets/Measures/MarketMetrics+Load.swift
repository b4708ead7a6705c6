extension MarketMetrics {
  /// The greatest import over the mean import; exports count as no import.
  ///
  /// - Parameter net: The net load of the community, positive when it imports.
  /// - Returns: `nil` when nothing is imported.
  public static func peakToAverage(net: [Double]) -> Double? {
    let imports = net.map { max($0, 0) }
    let sum = imports.reduce(0, +)
    guard let peak = imports.max(), sum > 0 else { return nil }
    return finite(peak * Double(imports.count) / sum)
  }

  /// The mean load over the greatest; `nil` without a positive load.
  public static func loadFactor(_ loads: [Double]) -> Double? {
    guard let peak = loads.max(), peak > 0 else { return nil }
    return finite(loads.reduce(0, +) / (Double(loads.count) * peak))
  }
}
