/// The words of the layout of a study's results that writer and reader share.
enum StudyLayout {
  static let conventions = "CF-1.11"
  static let formatVersion = "1.0"
  static let format = "mgsim_format"
  static let kind = "mgsim_kind"
  static let studyKind = "study"
  static let seriesKind = "study_series"
  static let version = "mgsim_version"
  static let name = "mgsim_study"
  static let design = "mgsim_design"
  static let currency = "mgsim_currency"
  /// Whether the results are a dense array over arms, factors and seeds.
  static let shape = "mgsim_shape"
  static let factorial = "factorial"
  static let pointwise = "points"

  /// What a dataset is: an indicator or a column along an axis.
  static let role = "mgsim_role"
  static let indicator = "indicator"
  static let column = "column"
  /// What it is called in the table; its dataset has another name where that one was taken.
  static let original = "mgsim_name"
  static let axis = "mgsim_axis"
  static let indexOf = "mgsim_index_of"

  static let states = "missing done failed"
}

extension StudyTable {
  /// Whether the study has arms.
  var hasArms: Bool { arms.count > 1 || arms.contains { !$0.name.isEmpty } }
}

extension StudyTableFactor {
  /// Whether the coordinate of the factor is a number: each level has one, and no two the same.
  var hasNumericLevels: Bool {
    !labels.isEmpty && numbers.count == labels.count && numbers.allSatisfy(\.isFinite)
      && Set(numbers).count == numbers.count
  }
}
