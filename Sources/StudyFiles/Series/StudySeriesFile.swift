import HDF5

/// The time series of all points as one file, `study_series.h5`, without a copy of them.
///
/// Its variables have a dimension `point`, one place for each row of the results, before those of
/// the runs. They are virtual: reading them reads the files in `points`, which must stay beside it;
/// the folder of the study can be moved as a whole. A point that is missing reads as not a number.
public enum StudySeriesFile {
  /// What joining the series came to.
  public struct Outcome: Hashable, Sendable {
    /// The names of the variables; no file is written when there is none.
    public var variables: [String]
    /// Which rows are left out of which variable, and why.
    public var notes: [String]

    /// Creates an outcome.
    public init(variables: [String], notes: [String]) {
      self.variables = variables
      self.notes = notes
    }
  }

  /// Where the file of a study is.
  ///
  /// - Parameter store: The points of the study.
  public static func path(in store: PointStore) -> String { store.folder + "/study_series.h5" }

  /// Joins the series of the points that are done.
  ///
  /// - Parameters:
  ///   - table: The results of the study, which say which points are done.
  ///   - store: The points.
  /// - Throws: ``StudyFileError`` when a point can't be read or the file can't be written.
  public static func write(
    _ table: StudyTable, from store: PointStore
  ) throws(StudyFileError) -> Outcome {
    try table.check()
    var survey = SeriesSurvey()
    for row in table.rows where row.state == .done {
      let path = store.path(of: row.pointID)
      do throws(HDF5Error) {
        try survey.add(row.pointID, fileAt: path)
      } catch {
        throw .notReadable(path: path, reason: error.reason)
      }
    }
    let plan = SeriesPlan(survey, rows: table.rows)
    guard !plan.members.isEmpty else {
      return Outcome(variables: [], notes: plan.notes + ["the points have no time series"])
    }
    let path = path(in: store)
    var partial = TemporaryFile(for: path)
    partial.removeEarlierAttempts()
    let temporaryPath = partial.path
    let variables: [String]
    do throws(HDF5Error) {
      let file = try HDF5File(creatingAt: temporaryPath)
      var writer = try StudyFileWriter(table)
      variables = try writer.writeSeries(plan, to: file)
      try file.flush()
      try file.close()
    } catch {
      throw StudyFileError(writing: path, error)
    }
    try partial.publish(syncs: true)
    return Outcome(variables: variables, notes: plan.notes)
  }
}
