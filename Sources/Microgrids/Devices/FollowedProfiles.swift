import Profiles
import Scenarios

/// The columns of one profile file that a run follows, over the rows that its horizon needs: those
/// of the file, and those that members have for themselves.
struct FollowedProfiles {
  private let source: ScheduledProfiles
  /// The schedule over the rows that are kept.
  let schedule: ProfileSchedule
  private let rows: Range<Int>
  private let seed: UInt64
  private var columns: [[Double]] = []
  /// The place of each column of the file among the columns; −1 while nobody follows it.
  private var places: [Int]
  /// The factors that were made last, as a member's active and reactive power have the same.
  private var latest: (member: String, variation: LoadVariation, factors: [Double])?

  init(_ source: ScheduledProfiles, seed: UInt64) {
    self.source = source
    self.seed = seed
    (schedule, rows) = source.schedule.trimmed()
    places = source.columns.map { _ in -1 }
  }

  /// The place of the column that a member follows; the column is made when it is asked for first.
  mutating func column(of use: ProfileUse, member: String) -> Int {
    if use.isIndividual {
      columns.append(individual(use, member: member))
      return columns.count - 1
    }
    if places[use.column] < 0 {
      places[use.column] = columns.count
      columns.append(Array(source.columns[use.column][rows]))
    }
    return places[use.column]
  }

  /// All columns, row by row, so that what is looked up at one moment stands together.
  func values() -> [Double] {
    let (width, height) = (columns.count, rows.count)
    return unsafe [Double](unsafeUninitializedCapacity: width * height) { values, count in
      for column in columns.indices {
        let source = columns[column]
        // SAFETY: The index is below width times height.
        for row in 0..<height { unsafe values[row * width + column] = source[row] }
      }
      count = width * height
    }
  }

  /// The number of columns.
  var columnCount: Int { columns.count }

  private mutating func individual(_ use: ProfileUse, member: String) -> [Double] {
    let all = source.columns[use.column]
    let grid = source.schedule.grid
    var shift = Int(use.shiftNanoseconds / grid.stepNanoseconds % Int64(all.count))
    if shift < 0 { shift += all.count }
    var values = rows.map { row in
      let from = row - shift
      return all[from < 0 ? from + all.count : from]
    }
    guard let variation = use.variation else { return values }
    let known = latest.flatMap {
      $0.member == member && $0.variation == variation ? $0.factors : nil
    }
    let factors = known ?? factors(variation, member: member)
    latest = (member, variation, factors)
    for index in values.indices { values[index] *= factors[index] }
    return values
  }

  private func factors(_ variation: LoadVariation, member: String) -> [Double] {
    let grid = source.schedule.grid
    var factors = [Double](repeating: 1, count: rows.count)
    LoadFactors(
      variation, stepSeconds: Double(grid.stepNanoseconds) / 1e9, rowCount: grid.count,
      seed: seed, member: member
    ).multiply(&factors, ofRows: rows)
    return factors
  }
}
