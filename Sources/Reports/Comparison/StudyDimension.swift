import JSONReading
import Spelling
import StudyFiles

/// Something by which the rows of a study differ: the arm, or a factor.
struct StudyDimension: Hashable {
  /// What is shown where a factor does not apply.
  static let without = "–"

  /// The place among the factors; `nil` for the arm.
  let factor: Int?
  /// The name: that of the factor, or `arm`.
  let name: String
  /// The labels of the levels; none for a factor whose values are drawn from a range.
  let labels: [String]

  /// The dimensions of a study, the arm first; a study with one arm has no such dimension.
  static func all(of table: StudyTable) -> [StudyDimension] {
    let arms = StudyDimension(factor: nil, name: "arm", labels: table.arms.map(\.name))
    return (table.arms.count > 1 ? [arms] : [])
      + table.factors.enumerated().map {
        StudyDimension(factor: $0, name: $1.name, labels: $1.labels)
      }
  }

  /// The place among the labels; their number where the factor does not apply.
  func level(of row: StudyRow) -> Int {
    guard let factor else { return row.arm }
    let level = row.levels[factor]
    return labels.indices.contains(level) ? level : labels.count
  }

  /// The label of a place.
  func label(_ level: Int) -> String {
    labels.indices.contains(level) ? labels[level] : Self.without
  }

  /// The number that tells rows of a range apart.
  func number(of row: StudyRow) -> Double {
    guard let factor, labels.isEmpty else { return 0 }
    return row.numbers[factor]
  }

  /// The places of labels that were written by a person: blanks make no difference.
  ///
  /// - Parameter option: Where they were written, for the message.
  func levels(_ written: [String], option: String) throws(ComparisonError) -> [Int] {
    var levels: [Int] = []
    for text in written {
      guard
        let place = (labels + [Self.without]).firstIndex(where: { $0 == text })
          ?? labels.firstIndex(where: { $0.filter { $0 != " " } == text.filter { $0 != " " } })
      else {
        throw ComparisonError(
          "\(option): '\(name)' has no level '\(text)'. \(advice(for: text, among: labels))")
      }
      levels.append(place)
    }
    return levels
  }
}

extension [StudyDimension] {
  /// The dimension of a name.
  ///
  /// - Parameter option: Where it was written, for the message.
  func named(_ name: String, option: String) throws(ComparisonError) -> StudyDimension {
    if let dimension = first(where: { $0.name == name }) { return dimension }
    guard name != "arm" else {
      throw ComparisonError(
        "\(option): the study has no arms. \(advice(for: name, among: map(\.name)))")
    }
    throw ComparisonError(
      "\(option): the study has no factor '\(name)'. \(advice(for: name, among: map(\.name)))")
  }

  /// The dimension of a name, which must have levels.
  ///
  /// - Parameter option: Where it was written, for the message.
  func levelled(_ name: String, option: String) throws(ComparisonError) -> StudyDimension {
    let dimension = try named(name, option: option)
    guard !dimension.labels.isEmpty else {
      throw ComparisonError(
        "\(option): '\(name)' takes numbers of a range and has no levels; --effects and --sobol "
          + "tell what it does.")
    }
    return dimension
  }
}
