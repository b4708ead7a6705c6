import Parameters
import Tariffs

extension ScenarioReader {
  /// The rules by which members share what some of them generate.
  func sharing(
    of read: ReadScenario, time: TimeSettings?, reading: ParameterReading
  ) -> [any SharingRule] {
    let sections = read.section.list(ScenarioKeys.sharing)
    guard !sections.isEmpty else { return [] }
    let key = read.context + read[ScenarioKeys.sharing].text
    return prepared(in: parts?.sharing, key: key) { reader in
      reader.sharing(sections, inputs: reader.inputs(of: read, time: time), reading: reading)
    } ?? []
  }

  private func sharing(
    _ sections: [Section], inputs: TariffInputs, reading: ParameterReading
  ) -> [any SharingRule]? {
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
    _ rules: [any SharingRule], _ read: ReadScenario, members: [MemberSettings],
    tariffs: [NamedTariff], time: TimeSettings
  ) {
    guard !rules.isEmpty else { return }
    let names = members.map { "\($0.tariff) \($0.name)\n" }.joined()
    let key =
      read.context + read[ScenarioKeys.sharing].text + read[ScenarioKeys.tariffs].text + names
    if parts?.sharingChecks[key] != nil { return }
    do {
      let grid = try BillingGrid(
        start: time.start, intervalNanoseconds: time.intervalNanoseconds,
        count: time.intervalCount, zone: time.zone, holidays: time.holidays)
      _ = try CommunityBilling(
        plans: tariffs.map(\.plan), planOfMember: members.map(\.tariff),
        memberNames: members.map(\.name), on: grid, sharing: rules)
      parts?.sharingChecks[key] = true
    } catch {
      let reason = error.description
      diagnostics.report(
        read.section.place(ScenarioKeys.sharing), reason + (reason.hasSuffix(".") ? "" : "."))
    }
  }
}
