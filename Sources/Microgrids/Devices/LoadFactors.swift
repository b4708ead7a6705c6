import Foundation
import RandomStreams
import Scenarios

/// The random factors of one member's load, row by row of its profile file.
///
/// A factor depends on the seed, the member's name and the row, and on nothing else: neither on the
/// horizon nor on other members. So that those of one day can be had without those of the year, the
/// process begins anew, out of sight, before each block of rows: as far before it as its correlation
/// falls to 10⁻⁶. The rows go round: what precedes the first row is the last. A file that is shorter
/// than that gets the process whose correlation itself goes round,
///
/// ```text
/// z_r ∝ Σ_{k=0}^{n−1} φᵏ·u_{(r−k) mod n}
/// ```
struct LoadFactors {
  private let stream: RandomStream
  private let rowCount: Int
  private let deviation: Double
  /// The correlation φ of neighbouring rows.
  private let correlation: Double
  /// What a draw adds to the unscaled process.
  private let innovation: Double
  /// What makes the variance of the process 1.
  private let scale: Double
  /// The number of rows that are run through unseen before each block.
  private let leadIn: Int
  private let blockLength: Int

  /// Creates the factors of a member.
  ///
  /// - Parameters:
  ///   - variation: The distribution.
  ///   - stepSeconds: The length of a row, in seconds.
  ///   - rowCount: The number of rows of the file, at least one.
  ///   - seed: The seed of the run.
  ///   - member: The member's name.
  init(
    _ variation: LoadVariation, stepSeconds: Double, rowCount: Int, seed: UInt64, member: String
  ) {
    stream = RandomStream(seed: seed, stream: "load/variation", entity: member)
    self.rowCount = rowCount
    deviation = variation.logarithmicDeviation
    let seconds = variation.correlationSeconds
    let correlation = seconds > 0 ? exp(-stepSeconds / seconds) : 0
    self.correlation = correlation
    // 10⁻⁶ is e^(−13.8).
    let wanted = correlation > 0 ? (13.8 * seconds / stepSeconds).rounded(.up) : 0
    let goesRound = wanted >= Double(rowCount)
    leadIn = goesRound ? rowCount : Int(wanted)
    blockLength = goesRound ? rowCount : max(2 * leadIn, 96)
    let afterAll = pow(correlation, Double(rowCount))
    innovation = goesRound ? 1 - afterAll : 1
    scale = ((1 - correlation * correlation) / (1 - afterAll * afterAll)).squareRoot()
  }

  /// Multiplies values by the factors of their rows.
  ///
  /// - Parameters:
  ///   - values: A value for each of the rows.
  ///   - rows: Which rows of the file they belong to.
  func multiply(_ values: inout [Double], ofRows rows: Range<Int>) {
    var block = rows.lowerBound / blockLength * blockLength
    while block < rows.upperBound {
      let end = min(block + blockLength, rows.upperBound)
      var draws = RowDraws(stream, rowCount: rowCount, from: block - leadIn)
      var state = 0.0
      for _ in 0..<leadIn { state = correlation * state + draws.next() }
      for row in block..<end {
        state = correlation * state + innovation * draws.next()
        guard row >= rows.lowerBound else { continue }
        values[row - rows.lowerBound] *= factor(of: state * scale)
      }
      block = end
    }
  }

  private func factor(of state: Double) -> Double {
    let limit = LoadVariation.greatestDeviation
    return exp(deviation * min(max(state, -limit), limit) - 0.5 * deviation * deviation)
  }
}

/// The normal draws of successive rows, going round: two rows share the block of an ordinal.
private struct RowDraws {
  private let stream: RandomStream
  private let rowCount: Int
  private var row: Int
  private var pair: RandomDraws

  init(_ stream: RandomStream, rowCount: Int, from row: Int) {
    self.stream = stream
    self.rowCount = rowCount
    let rest = row % rowCount
    self.row = rest < 0 ? rest + rowCount : rest
    pair = stream.draws(at: UInt64(self.row / 2))
    if self.row % 2 == 1 { _ = pair.next() }
  }

  mutating func next() -> Double {
    let value = pair.normal()
    row += 1
    if row == rowCount { row = 0 }
    if row % 2 == 0 { pair = stream.draws(at: UInt64(row / 2)) }
    return value
  }
}
