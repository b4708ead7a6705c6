import Profiles
import Quantities

/// Columns of values, one for each stamp of a file, on their way to a grid.
struct TimedColumns {
  let fileName: String
  let names: [String]
  let columns: [[Double]]
  let rowCount: Int

  /// The table of a file without stamps.
  func table(_ description: ProfileFileDescription) throws(ProfileFileError) -> ProfileTable {
    guard let start = description.start, let step = try declaredStep(description) else {
      throw error("a file without stamps needs a declared start and step.")
    }
    return try table(
      StampSequence.Steps(first: start.nanoseconds, step: step), label: description.label)
  }

  /// The table on the grid that begins where the label says.
  func table(
    _ steps: StampSequence.Steps, label: StampLabel
  ) throws(ProfileFileError) -> ProfileTable {
    guard let first = steps.start(label) else { throw error("the calendar ends before the grid.") }
    let start = Instant(nanoseconds: first)
    do {
      guard label == .instant else {
        let grid = try ProfileGrid(start: start, stepNanoseconds: steps.step, count: rowCount)
        return ProfileTable(fileName: fileName, grid: grid, columnNames: names, columns: columns)
      }
      guard rowCount > 1 else {
        throw ProfileError.invalidGrid("samples at instants need at least two rows")
      }
      let grid = try ProfileGrid(start: start, stepNanoseconds: steps.step, count: rowCount - 1)
      var means: [[Double]] = []
      for column in columns {
        means.append(
          try Profile(
            meansBetweenSamples: column, from: start, stepNanoseconds: steps.step
          ).values)
      }
      return ProfileTable(fileName: fileName, grid: grid, columnNames: names, columns: means)
    } catch {
      throw self.error("\(error)")
    }
  }

  /// The declared step in nanoseconds, if there is one.
  func declaredStep(_ description: ProfileFileDescription) throws(ProfileFileError) -> Int64? {
    guard let step = description.step else { return nil }
    guard step > .zero, step < .seconds(9_000_000_000), step.wholeNanoseconds > 0 else {
      throw error("the declared step has to be positive, and shorter than 285 years.")
    }
    return step.wholeNanoseconds
  }

  private func error(_ message: String) -> ProfileFileError {
    ProfileFileError(file: fileName, message: message)
  }
}
