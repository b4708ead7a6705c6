/// The cells of a study: which combinations of factor values are looked at.
///
/// The same factors, design and seed give the same cells on every machine. The draws of a factor in
/// a random design depend on the seed, its name and the number of the cell, so that another factor
/// changes none of them.
///
/// No input traps: what is wrong with factors and design is said by a ``DesignError``.
public struct ExperimentDesign: Hashable, Sendable {
  /// The greatest number of cells that a design may have.
  public static let cellLimit = 10_000_000
  /// The greatest number of values, which is cells times factors, that a design may have.
  public static let valueLimit = 20_000_000

  /// What is varied.
  public var factors: [Factor]
  /// Which combinations are looked at.
  public var design: StudyDesign
  /// The seed of sampling designs.
  public var seed: UInt64

  /// Creates a design, which is checked when its cells are asked for.
  ///
  /// - Parameters:
  ///   - factors: What is varied.
  ///   - design: Which combinations are looked at.
  ///   - seed: The seed of sampling designs. A Sobol design with seed 0 is the plain sequence.
  public init(factors: [Factor], design: StudyDesign, seed: UInt64) {
    self.factors = factors
    self.design = design
    self.seed = seed
  }

  /// The cells in their order, which depends on the kind of design.
  ///
  /// * Full factorial: row-major, the last factor fastest. Where a factor does not apply it has one
  ///   value, `nil`, so that no cell occurs twice.
  /// * One at a time: the baseline, in which each factor has its first level, then for each factor
  ///   its other levels with all else at the first. A factor that does not apply in the baseline is
  ///   not varied; ``designNotes`` says so.
  /// * Sobol: for each base point A, then A with one factor's value from B, factor by factor, then,
  ///   with second order, B with one factor's value from A, factor by factor, then B. This is the
  ///   order of SALib, and the one that sensitivity analysis expects.
  /// * Latin hypercube, random, table: points in the order of their numbers.
  ///
  /// Sampling designs may contain equal cells, if factors have levels or whole numbers.
  ///
  /// - Returns: One value for each factor in each cell, in the order of the factors.
  /// - Throws: What is wrong with the factors or with the design.
  /// - Complexity: O(cells × factors).
  public func cells() throws(DesignError) -> [DesignCell] {
    let prepared = try preparedFactors()
    switch design {
    case .fullFactorial: return fullFactorial(prepared)
    case .oneAtATime: return oneAtATime(prepared)
    case .latinHypercube(let count): return latinHypercube(prepared, count: count)
    case .random(let count): return randomSample(prepared, count: count)
    case .sobol(let count, let secondOrder):
      return sobolSample(prepared, count: count, secondOrder: secondOrder)
    case .table(let rows): return try tableCells(prepared, rows: rows)
    }
  }

  /// Checks factors and design without making the cells.
  ///
  /// The rows of a table are looked at by ``cells()`` only.
  ///
  /// - Throws: What is wrong with them.
  public func check() throws(DesignError) { _ = try preparedFactors() }

  /// The levels of a factor in this design: those that it lists, or those of its range where the
  /// design needs levels; `nil` for a range from which numbers are drawn or read.
  ///
  /// - Parameter factor: The place among the factors.
  /// - Returns: `nil` as well for a place that does not exist, or a range whose levels are in error.
  public func levels(ofFactor factor: Int) -> [FactorLevel]? {
    guard factors.indices.contains(factor) else { return nil }
    switch factors[factor].values {
    case .levels(let levels): return levels
    case .range(let range):
      guard design.needsLevels else { return nil }
      return try? range.levels(of: factors[factor].name, design: design)
    }
  }
}
