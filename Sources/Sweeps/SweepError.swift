import JSONReading
import Spelling

/// Why a sweep could not be planned or run.
public enum SweepError: Error, Hashable, Sendable {
  /// The study makes no sense: a sentence for a person, with the cell that it is about.
  case contradiction(String)
  /// The design has no cell.
  case emptyDesign
  /// More points than a person must agree to.
  case tooManyPoints(count: Int, limit: Int)
  /// More points than can be planned at all.
  case unplannable(count: String)
  /// Two rows are the same run.
  case samePoint(id: String, first: String, second: String)
  /// A point that was asked for is not in the plan.
  case unknownPoint(String)
  /// A shard, an index or an environment variable that cannot be.
  case unusableSelection(String)
  /// The points do not have the indicator of the stopping rule.
  case unknownIndicator(name: String, advice: String)
  /// The folder is not that of the study.
  case wrongFolder(path: String, reason: String)
  /// The folder could not be written.
  case storage(String)

  /// Whether the study or the usage is wrong, and not the machine.
  public var isWrongUse: Bool {
    if case .storage = self { false } else { true }
  }
}

extension SweepError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .contradiction(let message): message
    case .emptyDesign:
      "the design of the study is empty: no combination of factor values is left to run."
    case .tooManyPoints(let count, let limit):
      "the study asks for \(count) runs, more than its limit of \(limit). Use --yes to run them all "
        + "the same, or raise 'limit' in the study file."
    case .unplannable(let count):
      "the study asks for \(count) runs, more than can be planned at all (\(SweepPlan.greatestCount))."
    case .samePoint(let id, let first, let second):
      "two points with one id (\(id)): \(first) and \(second) set different values that come to the "
        + "same scenario. Take one of them out."
    case .unknownPoint(let id): "the study has no point '\(id)'."
    case .unusableSelection(let message): message
    case .unknownIndicator(let name, let advice):
      "the stopping rule looks at the indicator '\(name)', which the points do not have. \(advice)"
    case .wrongFolder(let path, let reason): "can't use the folder '\(path)': \(reason)"
    case .storage(let message): message
    }
  }
}

extension SweepError {
  /// The error for a name that was probably meant to be one of others.
  ///
  /// - Parameters:
  ///   - name: What a person wrote.
  ///   - key: Where: `collect.indicators`, for example.
  ///   - names: The names that there are.
  /// - Returns: `nil` when the name is among them, or near to none: then it may belong to points that
  ///   are made in another way.
  public static func misspelt(_ name: String, in key: String, among names: [String]) -> SweepError?
  {
    guard !names.contains(name), let nearest = nearestName(to: name, among: names) else {
      return nil
    }
    return .contradiction(
      "'\(key)' names '\(name)', which the points do not have. Did you mean '\(nearest)'?")
  }
}
