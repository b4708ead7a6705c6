/// How many decimals people need to see.
enum SignificantDecimals {
  /// The decimals that show five digits of the largest of some numbers, at most eight.
  static func of(_ values: [Double]) -> Int {
    let largest = values.filter(\.isFinite).reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return 2 }
    var (decimals, scale) = (4, 1.0)
    while decimals > 0, largest >= scale * 10 {
      scale *= 10
      decimals -= 1
    }
    scale = 1
    while decimals < 8, largest < scale {
      scale /= 10
      decimals += 1
    }
    return decimals
  }
}

extension ReportTable.Cell {
  /// A number, or nothing.
  static func optional(_ value: Double?, decimals: Int) -> ReportTable.Cell {
    value.map { .number($0, decimals: decimals) } ?? .missing
  }

  /// A probability, or nothing.
  static func optionalProbability(_ value: Double?) -> ReportTable.Cell {
    value.map { .probability($0) } ?? .missing
  }

  /// A count.
  static func count(_ value: Int) -> ReportTable.Cell { .number(Double(value), decimals: 0) }
}
