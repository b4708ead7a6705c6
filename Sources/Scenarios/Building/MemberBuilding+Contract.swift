import Agents
import Parameters

/// What a member says about itself for the contract.
struct MemberProfile {
  let fullName: String
  /// `nil` when the contract says it for all.
  let utility: String?
}

extension MemberBuilding {
  /// What the contract registers of a member.
  func profile(of section: Section, _ member: GroupMember?, name: String) -> MemberProfile {
    MemberProfile(
      fullName: text(MemberKeys.fullName, of: section, member) ?? name,
      utility: text(MemberKeys.utility, of: section, member))
  }

  /// How a member acts in the contract; reports policies that there is no contract for.
  func governance(of section: Section, _ member: GroupMember?) -> GovernancePolicies? {
    guard let governance = section.section(MemberKeys.governance) else { return nil }
    guard hasContract else {
      reading.diagnostics.report(
        section.place(MemberKeys.governance),
        "a member has '\(MemberKeys.governance.name)', but the scenario has no contract.")
      return nil
    }
    guard let values = governance.values(for: member, path: MemberKeys.governance.name) else {
      return nil
    }
    return reading.model(from: values, of: governance) {
      (values) throws(ParameterError) in try GovernancePolicies(values)
    }
  }
}

extension Section {
  /// A scenario in which every member has its governance, with all defaults if it says nothing of it.
  func withGovernance(_ reading: ParameterReading) -> Section {
    guard let members = entries[ScenarioKeys.members.name] else { return self }
    var scenario = self
    scenario.entries[ScenarioKeys.members.name] = Entry(
      place: members.place,
      content: .list(list(ScenarioKeys.members).map { $0.memberWithGovernance(reading) }))
    return scenario
  }

  /// A member, or a group, that has its governance with all defaults if it says nothing of it.
  func memberWithGovernance(_ reading: ParameterReading) -> Section {
    let key = MemberKeys.governance
    guard entries[key.name] == nil else { return self }
    var member = self
    let content = reading.defaultContent(.section(ParameterValues([:])), of: key, at: place)
    member.entries[key.name] = Entry(place: place, content: content)
    return member
  }
}
