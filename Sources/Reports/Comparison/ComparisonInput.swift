import ResultFiles
public import StudyFiles

/// What is compared: result files of runs, or the results of one study.
public enum ComparisonInput: Sendable {
  case runs([ComparedRun])
  case study(StudyTable)

  /// Reads files.
  ///
  /// - Parameter paths: The result files of runs, or the path of one `study.h5`.
  /// - Throws: ``ComparisonError`` when a file is neither, or when both kinds or several studies are
  ///   given.
  public init(reading paths: [String]) throws(ComparisonError) {
    let studies = paths.filter { StudyResultFile.isStudy(at: $0) }
    guard let study = studies.first else {
      var runs: [ComparedRun] = []
      for path in paths {
        let reader = try comparing { () throws(ResultFileError) in
          try ResultFileReader(opening: path)
        }
        runs.append(try ComparedRun(reader))
      }
      self = .runs(runs)
      return
    }
    guard studies.count == 1 else {
      throw ComparisonError(
        "'\(studies[0])' and '\(studies[1])' are studies; compare the levels of one at a time.")
    }
    if let other = paths.first(where: { $0 != study }) {
      throw ComparisonError(
        "'\(study)' is a study and '\(other)' is not; compare the levels of one study, or files of "
          + "runs.")
    }
    do throws(StudyFileError) {
      self = .study(try StudyResultFile.read(path: study))
    } catch {
      throw ComparisonError("\(error)")
    }
  }
}
