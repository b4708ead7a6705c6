import Parameters
public import Tariffs

/// Writes rate plans as tariff files of the kind `rate-plan`.
public enum RatePlanWriter {
  /// The text of a tariff file, from which the same plan is read again.
  ///
  /// Prices keep their nine decimals, energy its milliwatt-hours, moments their nanoseconds (they
  /// are written as times of UTC). Keys that say what holds anyway are left out.
  ///
  /// - Parameters:
  ///   - plan: The plan. Its name and those of its parts must not be empty.
  ///   - timeZone: The time zone in which the tariff is read, such as `America/New_York`; `nil` leaves
  ///     it open.
  ///   - holidays: The holiday calendar; `nil` leaves it open.
  ///   - comment: Lines for people at the top.
  public static func yaml(
    _ plan: RatePlan, timeZone: String? = nil, holidays: String? = nil, comment: String = ""
  ) -> String {
    var lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map {
      ("# " + $0.filter { $0 != "\r" })
    }
    if comment.isEmpty { lines = [] }
    lines.append("kind: \(RatePlanTariff.parameterSet.name)")
    lines.append("name: \(YAMLScalars.text(plan.name))")
    lines.append("currency: \(YAMLScalars.text(plan.currency))")
    if let timeZone { lines.append("timeZone: \(YAMLScalars.text(timeZone))") }
    if let holidays { lines.append("holidays: \(YAMLScalars.text(holidays))") }
    let writer = ParameterWriter(currency: plan.currency)
    lines += writer.lines(
      of: RatePlanTariff.values(of: plan), as: RatePlanTariff.parameterSet)
    return lines.joined(separator: "\n") + "\n"
  }
}
