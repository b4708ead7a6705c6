import Parameters
import Quantities

/// Refuses to apply a rule to days before it was in force, unless a study asks for that.
struct RuleDates: Hashable, Sendable {
  let anyDate: Bool

  static let parameter = Parameter(
    "anyDate", .boolean, default: .boolean(false),
    "Whether the rule is also applied to days on which it was not in force.")

  init(_ values: ParameterValues) { anyDate = values.boolean("anyDate") }

  /// - Throws: ``BillingError`` when the grid begins before the rule.
  func check(_ grid: BillingGrid, rule: String) throws(BillingError) {
    guard !anyDate else { return }
    let rules = try EuropeRules.shared.get()
    guard let from = rules.dates[rule] else { return }
    let first = grid.zone.civilTime(at: grid.start).date
    guard first >= from else {
      throw BillingError(
        "'\(rule)' holds from \(from), but the bills begin on \(first); set 'anyDate: true' to apply "
          + "it all the same")
    }
  }
}
