/// Adds the parts of an interval up to the values of its row.
///
/// A signal whose cell method is `time: sum` is summed, one with `time: mean` is averaged over parts
/// of equal length, codes give their least value, and all others their last one. A value that is
/// missing in one part is missing in the row of a sum or a mean.
struct RowAccumulator: Sendable {
  private enum Method {
    case sum
    case mean
    case minimum
    case last
  }

  private let method: Method
  /// The values of the present part.
  private var part: [Double]
  /// What the parts so far have come to.
  private(set) var row: [Double]
  private let unset: Double

  init(_ signal: Signal, width: Int) {
    method =
      switch signal.description.cellMethods {
      case _ where signal.description.flags != nil: .minimum
      case "time: sum": .sum
      case "time: mean": .mean
      default: .last
      }
    unset = signal.type == .float32 || signal.type == .float64 ? .nan : 0
    part = Array(repeating: unset, count: width)
    row = part
  }

  mutating func store(_ value: Double, at position: Int) { part[position] = value }

  mutating func store(_ values: Span<Double>) {
    for position in values.indices { part[position] = values[position] }
  }

  /// Adds the present part to the row and begins the next one.
  mutating func endPart(_ number: Int, of count: Int) {
    for position in part.indices {
      let value = part[position]
      part[position] = unset
      guard number > 0 else {
        row[position] = method == .mean ? value / Double(count) : value
        continue
      }
      switch method {
      case .sum: row[position] += value
      case .mean: row[position] += value / Double(count)
      case .minimum: row[position] = min(row[position], value)
      case .last: row[position] = value
      }
    }
  }
}
