import Parameters
import Tariffs

extension ScenarioReader {
  /// The rules by which members share what some of them generate.
  func sharing(
    _ sections: [Section], inputs: TariffInputs, reading: ParameterReading
  ) -> [any SharingRule] {
    var rules: [any SharingRule] = []
    for section in sections {
      guard let values = section.plainValues, let kind = section.kind,
        SharingKinds.all.indices.contains(kind)
      else { continue }
      let type = SharingKinds.all[kind]
      let rule = reading.model(from: values, of: section) {
        (values) throws(ParameterError) -> any SharingRule in
        try type.init(values).prepared(inputs)
      }
      if let rule { rules.append(rule) }
    }
    return rules
  }

  /// Reports rules of sharing that do not fit the members or their tariffs.
  func checkSharing(
    _ rules: [any SharingRule], _ section: Section, members: [MemberSettings],
    tariffs: [NamedTariff], time: TimeSettings
  ) {
    guard !rules.isEmpty else { return }
    do {
      let grid = try BillingGrid(
        start: time.start, intervalNanoseconds: time.intervalNanoseconds,
        count: time.intervalCount, zone: time.zone, holidays: time.holidays)
      _ = try CommunityBilling(
        plans: tariffs.map(\.plan), planOfMember: members.map(\.tariff),
        memberNames: members.map(\.name), on: grid, sharing: rules)
    } catch {
      let reason = error.description
      diagnostics.report(
        section.place(ScenarioKeys.sharing), reason + (reason.hasSuffix(".") ? "" : "."))
    }
  }
}
