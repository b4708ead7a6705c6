import Parameters
import Quantities

/// The windows of a tariff with periods: a distributor's, or the tariff's own.
struct BrazilSchedule {
  /// The windows that the tariff names; empty when it names a distributor.
  let own: [PeriodWindow]
  let distributor: String?

  init(_ values: ParameterValues) throws(ParameterError) {
    distributor = values.has("distributor") ? values.text("distributor") : nil
    own = values.list("windows").map { window in
      let (from, to) = (Int(window.integer("from")), Int(window.integer("to")))
      return PeriodWindow(
        window.text("period"),
        days: window.text("days") == "all" ? Set(DayKind.allCases) : [.working],
        minutes: from..<max(from, to))
    }
  }

  /// The schedule of the periods.
  ///
  /// - Parameters:
  ///   - rules: The rules that name the distributors.
  ///   - peakOnly: Whether peak and off-peak are the only periods, as in group A.
  func schedule(
    _ rules: BrazilRules, peakOnly: Bool
  ) throws(ParameterError) -> PeriodSchedule {
    var windows = own
    var parameter = "windows"
    if windows.isEmpty {
      parameter = "distributor"
      guard let distributor else {
        throw ParameterError(
          "distributor", "must be given, or 'windows', because the prices depend on the hour")
      }
      let found = try inParameter(parameter) { () throws(BrazilRulesError) in
        try rules.distributor(named: distributor)
      }
      windows = found.windows.map {
        PeriodWindow($0.period, days: [.working], minutes: $0.minutes)
      }
    }
    if peakOnly { windows.removeAll { $0.period == BrazilPeriod.intermediate } }
    var names = [BrazilPeriod.offPeak]
    if !peakOnly { names.append(BrazilPeriod.intermediate) }
    names.append(BrazilPeriod.peak)
    for name in names.dropFirst() where !windows.contains(where: { $0.period == name }) {
      throw ParameterError(parameter, "must hold a window of the period '\(name)'")
    }
    do {
      return try PeriodSchedule(
        windows: windows, otherwise: BrazilPeriod.offPeak, names: names)
    } catch {
      throw ParameterError(
        parameter, "holds windows that make no day: \(clause(error.description))")
    }
  }
}
