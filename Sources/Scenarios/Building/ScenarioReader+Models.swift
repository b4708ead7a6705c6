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
    of read: ReadScenario, time: TimeSettings?, reading: ParameterReading
  ) -> [NamedTariff?] {
    var names: Set<String> = []
    var tariffs: [NamedTariff?] = []
    let sections = read.section.list(ScenarioKeys.tariffs)
    let texts = read[ScenarioKeys.tariffs].elements
    for (index, section) in sections.enumerated() {
      let name = section.text(TariffKeys.name) ?? ""
      if section.value(TariffKeys.name) != nil, !names.insert(name).inserted {
        diagnostics.report(
          section.place(TariffKeys.name), "there is more than one tariff called '\(name)'.")
      }
      let key = texts.indices.contains(index) ? read.context + texts[index] : ""
      tariffs.append(
        prepared(in: parts?.tariffs, key: key) { reader in
          reader.tariff(section, named: name, read: read, time: time, reading: reading)
        })
    }
    return tariffs
  }

  private func tariff(
    _ section: Section, named name: String, read: ReadScenario, time: TimeSettings?,
    reading: ParameterReading
  ) -> NamedTariff? {
    if section.kind == TariffKinds.all.count {
      return tariffInFile(section, named: name, currency: read.currency, time: time)
    }
    guard let values = section.plainValues, let kind = section.kind,
      TariffKinds.all.indices.contains(kind)
    else { return nil }
    let inputs = inputs(of: read, time: time)
    let type = TariffKinds.all[kind]
    let plan = reading.model(from: values, of: section) {
      (values) throws(ParameterError) -> RatePlan in
      try type.init(values).plan(named: name, inputs)
    }
    if let plan, let time { check(plan, over: time, section) }
    return plan.map { NamedTariff(name: name, kindName: type.parameterSet.name, plan: $0) }
  }

  /// What tariffs and rules of sharing may ask for.
  func inputs(of read: ReadScenario, time: TimeSettings?) -> TariffInputs {
    TariffInputs(currency: read.currency, days: time?.days, zone: time?.zone, reading: files)
  }

  /// A tariff that stands in a file of its own.
  private func tariffInFile(
    _ section: Section, named name: String, currency: String, time: TimeSettings?
  ) -> NamedTariff? {
    guard let path = section.text(TariffKeys.path),
      let bytes = files.bytes(
        of: path, at: section.place(TariffKeys.path), diagnostics: diagnostics)
    else { return nil }
    var context = TariffFile.Context()
    context.currency = currency
    context.zone = time?.zone
    context.holidays = time?.holidays
    context.days = time?.days
    do {
      let file = try TariffFile.read(
        bytes, path: path, context, files: files.filesBeside(path))
      var plan = file.plan
      plan.name = name
      if let time { check(plan, over: time, section) }
      return NamedTariff(name: name, kindName: file.kindName, plan: plan)
    } catch {
      for fault in error.diagnostics { diagnostics.report(fault.place, fault.message) }
      return nil
    }
  }

  /// Reports a tariff that is not in force on all days of the horizon, or that can't be billed.
  private func check(_ plan: RatePlan, over time: TimeSettings, _ section: Section) {
    let days = time.days
    let isInForce =
      plan.validFrom.map { $0 <= days.lowerBound } ?? true
      && plan.validUntil.map { days.upperBound < $0 } ?? true
    guard isInForce else {
      return diagnostics.checkValidity(of: plan, over: days, at: section.place(TariffKeys.name))
    }
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
}

extension Diagnostics {
  /// Reports a tariff that is not in force on all days of the horizon.
  func checkValidity(
    of plan: RatePlan, over days: ClosedRange<CivilDate>, at place: SourcePlace
  ) {
    if let first = plan.validFrom, days.lowerBound < first {
      report(
        place,
        "the tariff '\(plan.name)' is in force from \(first) only, but the horizon begins on "
          + "\(days.lowerBound).")
    }
    if let end = plan.validUntil, days.upperBound >= end {
      report(
        place,
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
