import Agents
import Contracts
import Parameters
import Quantities
import Spelling

extension ScenarioReader {
  /// The quota contract; reports names that nobody has and what contradicts itself.
  func contractSettings(
    _ section: Section, of building: MemberBuilding, time: TimeSettings?
  ) -> ContractSettings? {
    let utility = section.text(ContractKeys.utility) ?? ""
    let profiles = building.contractProfiles.map {
      ContractProfile(fullName: $0.fullName, utility: UtilityName($0.utility ?? utility))
    }
    let founders = foundingMembers(section.list(ContractKeys.members), names: building.names)
    let rules = section.section(ContractKeys.rules).flatMap(contractRules)
    let quotaMarket = section.section(ContractKeys.quotaMarket).flatMap { market in
      market.plainValues.flatMap { values in
        building.reading.model(from: values, of: market) {
          (values) throws(ParameterError) in try QuotaMarket(values)
        }
      }
    }
    let keeper = section.section(ContractKeys.keeper).flatMap(keeperSettings)
    let plants = section.section(ContractKeys.plants).flatMap {
      sharedPlants($0, of: building, rules: rules ?? .standard)
    }
    let calls = CallBuilding(
      reader: self, members: building.names, profiles: profiles, time: time
    ).calls(section.list(ContractKeys.calls))
    guard section.isComplete, let rules, let quotaMarket, let keeper, let plants,
      let isEnabled = section.boolean(ContractKeys.enabled),
      let hasSignatures = section.boolean(ContractKeys.signatures),
      let hasAgents = section.boolean(ContractKeys.agents)
    else { return nil }
    return ContractSettings(
      isEnabled: isEnabled, rules: rules, hasSignatures: hasSignatures, foundingMembers: founders,
      profiles: profiles, policies: hasAgents ? building.policies : nil, quotaMarket: quotaMarket,
      keeper: keeper, plants: plants, calls: calls)
  }

  private func foundingMembers(
    _ sections: [Section], names: MemberNames
  ) -> [FoundingMemberSettings] {
    var joined: Set<Int> = []
    var founders: [FoundingMemberSettings] = []
    for section in sections {
      let key = FoundingMemberKeys.member
      guard section.isComplete, let name = section.text(key),
        let member = memberIndex(of: name, at: section.place(key), in: names),
        let quota = whole(FoundingMemberKeys.quota, in: section),
        let tokens = whole(FoundingMemberKeys.tokens, in: section)
      else { continue }
      if !joined.insert(member).inserted {
        diagnostics.report(section.place(key), "'\(name)' joins the contract more than once.")
      }
      founders.append(
        FoundingMemberSettings(
          member: member, quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens)))
    }
    return founders
  }

  private func contractRules(_ section: Section) -> ContractRules? {
    typealias Keys = ContractRulesKeys
    // All of them are read before any is missed, so that every fault is said.
    let referendum = whole(Keys.referendumWindow, in: section)
    let crowdfunding = whole(Keys.crowdfundingWindow, in: section)
    let timeToMarket = whole(Keys.minimumTimeToMarket, in: section)
    let capacity = whole(Keys.maximumPlantCapacity, in: section)
    guard section.isComplete, let referendum, let crowdfunding, let timeToMarket, let capacity,
      let offer = section.integer(Keys.minimumOffer),
      let base = section.word(Keys.majorityBase, as: Keys.MajorityBase.self)
    else { return nil }
    do {
      return try ContractRules(
        majorityBase: base.base, referendumWindow: referendum, crowdfundingWindow: crowdfunding,
        minimumTimeToMarket: timeToMarket, minimumOffer: offer,
        maximumPlantCapacity: Quota(watts: capacity))
    } catch {
      diagnostics.report(section.place, "\(error)")
      return nil
    }
  }

  private func keeperSettings(_ section: Section) -> KeeperSettings? {
    guard section.isComplete, let isActive = section.boolean(KeeperKeys.active),
      let mean = section.number(KeeperKeys.delay)
    else { return nil }
    switch section.word(KeeperKeys.distribution, as: KeeperKeys.Distribution.self) {
    case .fixed:
      return whole(KeeperKeys.delay, in: section).map {
        KeeperSettings(isActive: isActive, delay: .fixed($0))
      }
    case .exponential:
      guard mean > 0 else {
        diagnostics.report(
          section.place(KeeperKeys.delay),
          "'\(KeeperKeys.delay.name)' in 'keeper' must be above 0 s where it is the mean of an "
            + "exponential distribution.")
        return nil
      }
      return KeeperSettings(isActive: isActive, delay: .exponential(mean: mean))
    case nil: return nil
    }
  }
}

// MARK: What calls are read with too

extension ScenarioReader {
  /// The index of a member; reports when there is none of the name.
  func memberIndex(of name: String, at place: SourcePlace, in names: MemberNames) -> Int? {
    if let index = names.indices[name] { return index }
    diagnostics.report(
      place,
      "there is no member '\(name)'. \(advice(for: name, among: names.ordered))")
    return nil
  }

  /// A number that the contract counts in whole base units; reports any other.
  func whole(_ parameter: Parameter, in section: Section) -> Int64? {
    guard let number = section.number(parameter) else { return nil }
    guard let whole = Int64(exactly: Self.withoutRounding(number, parameter)) else {
      diagnostics.report(
        section.place(parameter),
        "'\(parameter.name)' in '\(section.parameterSet.name)' must be a whole number of "
          + "\(Self.unit(of: parameter)).")
      return nil
    }
    return whole
  }

  /// A span that is whole seconds but for the rounding of its unit, such as 1.1 h.
  private static func withoutRounding(_ number: Double, _ parameter: Parameter) -> Double {
    guard parameter.kind == .quantity(.duration) else { return number }
    let rounded = number.rounded(.toNearestOrEven)
    return abs(number - rounded) <= abs(number) * 1e-14 ? rounded : number
  }

  private static func unit(of parameter: Parameter) -> String {
    switch parameter.kind {
    case .quantity(.duration): "seconds"
    case .quantity(let dimension): dimension.units[0].symbol
    default: "units"
    }
  }
}
