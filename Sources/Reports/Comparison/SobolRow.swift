import Statistics
import StudyFiles

/// The Sobol indices of a factor, or of the interaction of two.
public struct SobolRow: Hashable, Sendable {
  /// The name of the indicator.
  public var indicator: String
  /// The arm; empty in a study with one.
  public var arm: String
  /// The name of the factor, or of two with `×` between them.
  public var factor: String
  /// The number of seeds that the outputs are means over, and of base points that are used.
  public var seeds: Int
  public var basePoints: Int
  /// The share of the variance that the factor explains alone, or the two by their interaction, and
  /// half the width of its interval.
  public var first: Double
  public var firstHalfWidth: Double
  /// The share of the variance that the factor takes part in, and half the width of its interval;
  /// `nil` for an interaction.
  public var total: Double?
  public var totalHalfWidth: Double?
}

extension StudySelection {
  /// The Sobol indices of all factors on each indicator, arm by arm.
  ///
  /// The output of a cell is its mean over seeds, so that the indices are not conditional on one seed.
  func sobolRows(
    of columns: [AxisColumn], _ options: ComparisonOptions
  ) throws(ComparisonError) -> [SobolRow] {
    guard options.showsSobol ?? (table.design == "sobol"), !table.factors.isEmpty else {
      guard options.showsSobol == true else { return [] }
      throw ComparisonError("--sobol: the study has no factors.")
    }
    guard let secondOrder = SaltelliOrder(table).hasSecondOrder else {
      guard options.showsSobol == true else { return [] }
      throw ComparisonError(
        "--sobol: the study's cells are not those of the design 'sobol' (this one is "
          + "'\(table.design)').")
    }
    let cellCount = (table.rows.map(\.cell).max() ?? -1) + 1
    let arms = Set(rows.map { table.rows[$0].arm }).sorted()
    var outcome: [SobolRow] = []
    for column in columns {
      for arm in arms {
        let seeds = Set(
          rows.filter { table.rows[$0].arm == arm }.map { table.rows[$0].replication }
        )
        .sorted()
        let places = Dictionary(uniqueKeysWithValues: seeds.enumerated().map { ($1, $0) })
        var outputs = seeds.map { _ in [Double](repeating: .nan, count: cellCount) }
        for index in rows where table.rows[index].arm == arm && isDone(index) {
          let row = table.rows[index]
          guard let place = places[row.replication] else { continue }
          outputs[place][row.cell] = column.values[index]
        }
        let indices = SobolIndices(
          replications: outputs, factorCount: table.factors.count, secondOrder: secondOrder,
          confidence: options.confidence)
        outcome += sobolRows(
          indices, indicator: column.name, arm: table.arms[arm].name, seeds: seeds.count)
      }
    }
    return outcome
  }

  private func sobolRows(
    _ indices: SobolIndices, indicator: String, arm: String, seeds: Int
  ) -> [SobolRow] {
    let names = table.factors.map(\.name)
    func row(_ factor: String, _ first: SobolIndex, _ total: SobolIndex?) -> SobolRow {
      SobolRow(
        indicator: indicator, arm: arm, factor: factor, seeds: seeds,
        basePoints: indices.basePoints, first: first.value, firstHalfWidth: first.halfWidth,
        total: total?.value, totalHalfWidth: total?.halfWidth)
    }
    return names.indices.map { row(names[$0], indices.first[$0], indices.total[$0]) }
      + indices.second.map {
        row(names[$0.factors.x] + " × " + names[$0.factors.y], $0.index, nil)
      }
  }
}

/// Whether the cells of a study are in Saltelli's order: for each base point A, AB₁ … AB_d, with second
/// order BA₁ … BA_d, and B.
struct SaltelliOrder {
  /// Whether the design has cells for the second order; `nil` when the order is another one.
  let hasSecondOrder: Bool?

  /// The number of base points that are looked at.
  private static let probes = 8

  init(_ table: StudyTable) {
    let count = (table.rows.map(\.cell).max() ?? -1) + 1
    let factors = table.factors.indices
    guard !factors.isEmpty, table.rows.allSatisfy({ $0.cell >= 0 }), count <= table.rows.count
    else {
      hasSecondOrder = nil
      return
    }
    var cells = [[Double]?](repeating: nil, count: count)
    for row in table.rows where cells[row.cell] == nil {
      cells[row.cell] = factors.map { factor in
        row.numbers[factor].isFinite ? row.numbers[factor] : Double(row.levels[factor])
      }
    }
    let all = cells.compactMap { $0 }
    let small = factors.count + 2
    let large = 2 * factors.count + 2
    guard all.count == count else {
      hasSecondOrder = nil
      return
    }
    hasSecondOrder =
      if Self.fits(all, stride: large, factors) {
        true
      } else if Self.fits(all, stride: small, factors) {
        false
      } else {
        nil
      }
  }

  private static func fits(
    _ cells: [[Double]], stride: Int, _ factors: Range<Int>
  ) -> Bool {
    guard cells.count.isMultiple(of: stride) else { return false }
    let isSecond = stride > factors.count + 2
    return Swift.stride(from: 0, to: min(cells.count, probes * stride), by: stride).allSatisfy {
      start in
      let (a, b) = (cells[start], cells[start + stride - 1])
      return factors.allSatisfy { factor in
        var (ab, ba) = (a, b)
        ab[factor] = b[factor]
        ba[factor] = a[factor]
        return cells[start + 1 + factor] == ab
          && (!isSecond || cells[start + 1 + factors.count + factor] == ba)
      }
    }
  }
}
