import RandomStreams

/// The products that Sobol indices are means of, one row for each base point.
///
/// The columns are A + B, A² + B², then B·(ABᵢ − A) and ½·(A − ABᵢ)² of each factor, then
/// BAᵢ·ABⱼ − A·B of each pair.
struct SobolTerms {
  private(set) var count = 0
  private(set) var leftOut = 0
  let factorCount: Int
  private(set) var pairs: [SIMD2<Int>] = []
  private let columns: Int
  private var table: [Double] = []

  init(_ outputs: [Double], factorCount: Int, secondOrder: Bool) {
    self.factorCount = factorCount
    let stride = factorCount * (secondOrder ? 2 : 1) + 2
    if secondOrder {
      for i in 0..<factorCount { pairs += ((i + 1)..<max(i + 1, factorCount)).map { [i, $0] } }
    }
    columns = 2 + 2 * factorCount + pairs.count
    leftOut = outputs.count % stride == 0 ? 0 : 1
    let starts = Swift.stride(from: 0, through: outputs.count - stride, by: stride).filter {
      outputs[$0..<($0 + stride)].allSatisfy(\.isFinite)
    }
    leftOut += outputs.count / stride - starts.count
    count = starts.count
    let used = starts.lazy.flatMap { outputs[$0..<($0 + stride)] }
    let reference = starts.first.map { outputs[$0] } ?? 0
    let mean = reference + used.reduce(0) { $0 + ($1 - reference) } / Double(count * stride)
    table.reserveCapacity(count * columns)
    for start in starts {
      let a = outputs[start] - mean
      let b = outputs[start + stride - 1] - mean
      table.append(a + b)
      table.append(a * a + b * b)
      for i in 0..<factorCount { table.append(b * (outputs[start + 1 + i] - mean - a)) }
      for i in 0..<factorCount {
        let difference = a - (outputs[start + 1 + i] - mean)
        table.append(difference * difference / 2)
      }
      for pair in pairs {
        let crossed = outputs[start + 1 + factorCount + pair.x] - mean
        table.append(crossed * (outputs[start + 1 + pair.y] - mean) - a * b)
      }
    }
  }

  /// The sums of the columns.
  func sums() -> [Double] { sums(weights: Array(repeating: 1, count: count)) }

  private func sums(weights: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: columns)
    var start = 0
    for weight in weights {
      if weight != 0 {
        for column in 0..<columns { result[column] += weight * table[start + column] }
      }
      start += columns
    }
    return result
  }

  /// The indices that sums of columns give: first order, total order, second order.
  func indices(of sums: [Double]) -> (indices: [Double], variance: Double) {
    let points = Double(count)
    let mean = sums[0] / (2 * points)
    let variance = sums[1] / (2 * points) - mean * mean
    // Equal outputs leave rounding only, if they leave anything.
    let share = variance > 0 ? 1 / (points * variance) : .nan
    var result = sums[2...].map { $0 * share }
    for (place, pair) in pairs.enumerated() {
      result[2 * factorCount + place] -= result[pair.x] + result[pair.y]
    }
    return (result, variance)
  }

  /// The standard deviations of the indices over resamples of the rows with replacement.
  func deviations(resamples: Int, seed: UInt64) -> [Double] {
    let width = columns - 2
    guard resamples > 1, count > 1 else { return Array(repeating: .nan, count: width) }
    let stream = RandomStream(seed: seed, stream: "statistics.bootstrap", entity: "sobol")
    var means = Array(repeating: 0.0, count: width)
    var squares = means
    for resample in 0..<resamples {
      var draws = stream.draws(at: UInt64(resample))
      var weights = Array(repeating: 0.0, count: count)
      for _ in 0..<count {
        weights[Int(truncatingIfNeeded: draws.uniformInteger(below: UInt64(count)))] += 1
      }
      // Welford's running mean and sum of squares.
      for (column, value) in indices(of: sums(weights: weights)).indices.enumerated() {
        let change = value - means[column]
        means[column] += change / Double(resample + 1)
        squares[column] += change * (value - means[column])
      }
    }
    return squares.map { ($0 / Double(resamples - 1)).squareRoot() }
  }
}
