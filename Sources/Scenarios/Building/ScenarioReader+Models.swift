import Parameters
import Quantities
import Tariffs

extension ScenarioReader {
  /// Reports tariffs whose periods begin or end within a settlement interval.
  func checkBoundaries(of tariffs: [NamedTariff?], _ sections: [Section], interval: Int64) {
    for (tariff, section) in zip(tariffs, sections) {
      guard let tariff,
        let minute = tariff.plan.periods.boundaryMinutes.first(where: {
          Int64($0) * 60_000_000_000 % interval != 0
        })
      else { continue }
      let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      diagnostics.report(
        section.place(TariffKeys.name),
        "the tariff '\(tariff.name)' changes at \(clock.joined(separator: ":")), which is no "
          + "boundary of the intervals.")
    }
  }

  /// The tariffs; `nil` in the place of one that has a fault, so that indices stay.
  func tariffs(
    _ sections: [Section], inputs: TariffInputs, time: TimeSettings?, reading: ParameterReading
  ) -> [NamedTariff?] {
    var names: Set<String> = []
    var tariffs: [NamedTariff?] = []
    for section in sections {
      let name = section.text(TariffKeys.name) ?? ""
      if section.value(TariffKeys.name) != nil, !names.insert(name).inserted {
        diagnostics.report(
          section.place(TariffKeys.name), "there is more than one tariff called '\(name)'.")
      }
      guard let values = section.plainValues, let kind = section.kind,
        TariffKinds.all.indices.contains(kind)
      else {
        tariffs.append(nil)
        continue
      }
      let type = TariffKinds.all[kind]
      let plan = reading.model(from: values, of: section) {
        (values) throws(ParameterError) -> RatePlan in
        try type.init(values).plan(named: name, inputs)
      }
      if let plan, let time { check(plan, over: time, section) }
      tariffs.append(
        plan.map { NamedTariff(name: name, kindName: type.parameterSet.name, plan: $0) })
    }
    return tariffs
  }

  /// Reports a tariff that is not in force on all days of the horizon, or that can't be billed.
  private func check(_ plan: RatePlan, over time: TimeSettings, _ section: Section) {
    let days = time.days
    let isInForce =
      plan.validFrom.map { $0 <= days.lowerBound } ?? true
      && plan.validUntil.map { days.upperBound < $0 } ?? true
    guard isInForce else { return reportValidity(of: plan, over: days, section) }
    guard !plan.isSettledByInterval else { return }
    do {
      let grid = try BillingGrid(
        start: time.start, intervalNanoseconds: time.intervalNanoseconds,
        count: time.intervalCount, zone: time.zone, holidays: time.holidays)
      _ = try BillingEngine(plan, on: grid)
    } catch {
      let reason = error.description
      diagnostics.report(
        section.place(TariffKeys.name),
        "the tariff '\(plan.name)' can't be billed: \(reason)\(reason.hasSuffix(".") ? "" : ".")")
    }
  }

  private func reportValidity(
    of plan: RatePlan, over days: ClosedRange<CivilDate>, _ section: Section
  ) {
    if let first = plan.validFrom, days.lowerBound < first {
      diagnostics.report(
        section.place(TariffKeys.name),
        "the tariff '\(plan.name)' is in force from \(first) only, but the horizon begins on "
          + "\(days.lowerBound).")
    }
    if let end = plan.validUntil, days.upperBound >= end {
      diagnostics.report(
        section.place(TariffKeys.name),
        "the tariff '\(plan.name)' is no longer in force from \(end) on, but the horizon lasts to "
          + "\(days.upperBound).")
    }
  }
}

extension TimeSettings {
  /// The first and the last day of the horizon.
  var days: ClosedRange<CivilDate> {
    let first = zone.civilTime(at: start).date
    let last = end.advanced(byNanoseconds: -1).map { zone.civilTime(at: $0).date } ?? first
    return first...max(first, last)
  }
}
