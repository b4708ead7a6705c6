public import Quantities

extension Profile {
  /// The mean over a range of time, each value weighted by how long it holds in it.
  ///
  /// - Throws: ``ProfileError`` when the range is empty or leaves the grid.
  /// - Complexity: O(*n*) in the number of intervals that the range touches.
  public func mean(over range: Range<Instant>) throws(ProfileError) -> Double {
    guard !range.isEmpty, grid.covers(range) else {
      throw .notCovered(covered: grid.start..<grid.end, needed: range)
    }
    return uncheckedMean(from: range.lowerBound.nanoseconds, to: range.upperBound.nanoseconds)
  }

  /// The profile on another grid: every new value is the mean over its interval.
  ///
  /// - On a coarser grid whose intervals are whole groups of this one's, a value is the sum of its
  ///   group divided by their number.
  /// - On a finer grid whose intervals lie in one of this one's each, values are repeated bit for
  ///   bit.
  /// - Otherwise each value is weighted by the exact overlap, in nanoseconds.
  ///
  /// The integral over every range of time that both grids can express stays the same.
  ///
  /// - Throws: ``ProfileError`` when this profile does not cover the other grid.
  /// - Complexity: O(*n* + *m*) in the numbers of intervals.
  public func resampled(onto target: ProfileGrid) throws(ProfileError) -> Profile {
    let needed = target.start..<target.end
    guard grid.covers(needed) else {
      throw .notCovered(covered: grid.start..<grid.end, needed: needed)
    }
    var means: [Double] = []
    means.reserveCapacity(target.count)
    for row in 0..<target.count {
      let interval = target.interval(ofRow: row)
      means.append(
        uncheckedMean(
          from: interval.lowerBound.nanoseconds, to: interval.upperBound.nanoseconds))
    }
    return Profile(grid: target, values: means)
  }

  /// Creates the profile of means between samples that were taken at single instants.
  ///
  /// Between two samples the quantity is taken to run straight, so the mean over the interval
  /// between them is half their sum (the trapezoidal rule):
  ///
  /// ```text
  /// value k = (sample k + sample k+1) / 2      over [start + k·step, start + (k+1)·step)
  /// ```
  ///
  /// *n* samples give *n* − 1 intervals; nothing is made up before the first or after the last.
  ///
  /// - Throws: ``ProfileError`` when there are fewer than two samples or the grid is not valid.
  public init(
    meansBetweenSamples samples: [Double], from start: Instant, stepNanoseconds: Int64
  ) throws(ProfileError) {
    guard samples.count >= 2 else {
      throw .invalidGrid("samples at instants need at least two of them to enclose an interval")
    }
    let grid = try ProfileGrid(
      start: start, stepNanoseconds: stepNanoseconds, count: samples.count - 1)
    // Halved before they are added, so that the sum of two large samples stays finite.
    let means = (0..<grid.count).map { 0.5 * samples[$0] + 0.5 * samples[$0 + 1] }
    self.init(grid: grid, values: means)
  }

  /// The mean over a range that is known to lie in the grid and to hold an instant.
  private func uncheckedMean(from lower: Int64, to upper: Int64) -> Double {
    let step = grid.stepNanoseconds
    let first = Int((lower - grid.start.nanoseconds) / step)
    let last = Int((upper - 1 - grid.start.nanoseconds) / step)
    guard first < last else { return values[first] }
    let firstEnd = grid.start.nanoseconds + Int64(first + 1) * step
    let lastStart = grid.start.nanoseconds + Int64(last) * step
    if firstEnd - lower == step, upper - lastStart == step {
      return values[first...last].reduce(0, +) / Double(last - first + 1)
    }
    // Weights in steps: whole intervals weigh exactly one.
    let inner = values[(first + 1)..<last].reduce(0, +)
    let edges =
      values[first] * (Double(firstEnd - lower) / Double(step))
      + values[last] * (Double(upper - lastStart) / Double(step))
    return (inner + edges) / (Double(upper - lower) / Double(step))
  }
}
