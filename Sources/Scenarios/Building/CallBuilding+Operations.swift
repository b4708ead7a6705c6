import Contracts
import Parameters
import Quantities

extension CallBuilding {
  /// The operation of a call with its arguments; `nil` when a fault was reported.
  func operation(_ draft: Draft, caller: Int?, names: CallNames) -> ScriptedOperation? {
    typealias Keys = CallKeys
    let section = draft.section
    switch draft.operation {
    case .admission: return admission(section, caller: caller)
    case .powerUp: return proposal(section, caller: caller)
    case .admissionResult, .vote, .changeResult:
      return referendumOperation(draft).flatMap { operation in
        names.referendum(of: draft).map { .onReferendum($0, operation) }
      }
    case .bid, .changeBid, .changeUtility, .changeTimeToMarket, .deletePlant:
      let operation = plantOperation(draft)
      let plant = names.plant(of: draft)
      guard let operation, let plant else { return nil }
      return .onPlant(plant, operation)
    case .powerUpResult:
      if section.text(Keys.plant) != nil {
        return names.plant(of: draft).map { .onPlant($0, .powerUpResult) }
      }
      return names.referendum(of: draft).map { .onReferendum($0, .powerUpResult) }
    case .changeProfile:
      return profileChange(section, caller: caller)
    case .changeRegister: return registerChange(section)
    case .deleteMember:
      return address(Keys.member, in: section).map { .plain(.deleteMember($0)) }
    case .trade: return trade(section)
    case .summary: return summary(draft, names: names)
    case .listMembers: return .plain(.listMembers)
    case .listPlants: return .plain(.listPlants)
    }
  }

  private func admission(_ section: Section, caller: Int?) -> ScriptedOperation? {
    guard let profile = profile(of: caller) else { return nil }
    return .plain(
      .admission(
        fullName: section.text(CallKeys.fullName) ?? profile.fullName,
        utility: section.text(CallKeys.ownUtility).map { UtilityName($0) } ?? profile.utility))
  }

  private func proposal(_ section: Section, caller: Int?) -> ScriptedOperation? {
    let capacity = reader.whole(CallKeys.capacity, in: section)
    let timeToMarket = reader.whole(CallKeys.timeToMarket, in: section)
    guard let profile = profile(of: caller), let capacity, let timeToMarket,
      let cost = section.integer(CallKeys.cost)
    else { return nil }
    let proposal = PlantProposal(
      capacity: Quota(watts: capacity), cost: cost,
      utility: section.text(CallKeys.ownUtility).map { UtilityName($0) } ?? profile.utility,
      timeToMarket: timeToMarket)
    return .powerUp(
      proposal, section.word(CallKeys.settlement, as: SharedPlantSettings.Settlement.self))
  }

  private func referendumOperation(
    _ draft: Draft
  ) -> ScriptedOperation.ReferendumOperation? {
    switch draft.operation {
    case .admissionResult: .admissionResult
    case .changeResult: .changeResult
    default: draft.section.boolean(CallKeys.answer).map { .vote(answer: $0) }
    }
  }

  private func plantOperation(_ draft: Draft) -> ScriptedOperation.PlantOperation? {
    let section = draft.section
    return switch draft.operation {
    case .bid: section.integer(CallKeys.amount).map { .bid(amount: $0) }
    case .changeBid: section.integer(CallKeys.newAmount).map { .changeBid(amount: $0) }
    case .changeUtility:
      section.text(CallKeys.utility).map { .changeUtility(UtilityName($0)) }
    case .changeTimeToMarket:
      reader.whole(CallKeys.timeToMarket, in: section).map { .changeTimeToMarket(seconds: $0) }
    default: .deletePlant
    }
  }

  private func profileChange(_ section: Section, caller: Int?) -> ScriptedOperation? {
    let isOther = section.entries[CallKeys.changedMember.name] != nil
    let subject =
      isOther
      ? address(CallKeys.changedMember, in: section)
      : caller.map { MemberAddress(members.ordered[$0]) }
    guard let subject, let field = section.word(CallKeys.field, as: ProfileField.self),
      let value = section.text(CallKeys.value)
    else { return nil }
    return .plain(.changeProfile(subject, field, value: value))
  }

  private func registerChange(_ section: Section) -> ScriptedOperation? {
    let isQuota = section.number(CallKeys.newQuota) != nil
    let subject = address(CallKeys.member, in: section)
    guard let subject,
      let value = reader.whole(isQuota ? CallKeys.newQuota : CallKeys.newTokens, in: section)
    else { return nil }
    return .plain(.changeRegister(subject, isQuota ? .quota : .tokens, value: value))
  }

  private func trade(_ section: Section) -> ScriptedOperation? {
    let receiver = address(CallKeys.receiver, in: section)
    let quota = reader.whole(CallKeys.quota, in: section)
    let tokens = reader.whole(CallKeys.tokens, in: section)
    guard let receiver, let quota, let tokens else { return nil }
    return .plain(
      .trade(to: receiver, quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens)))
  }

  private func summary(_ draft: Draft, names: CallNames) -> ScriptedOperation? {
    let section = draft.section
    let keys = [CallKeys.anyMember, CallKeys.anyPlant, CallKeys.anyReferendum]
    let written = keys.filter { section.entries[$0.name] != nil }
    guard written.count < 2, let key = written.first else {
      if written.isEmpty { return .plain(.summary(.group, .brief)) }
      let list = keys.map { "'\($0.name)'" }.joined(separator: ", ")
      diagnostics.report(
        section.place, "a summary is about one of \(list), or about the group without any.")
      return nil
    }
    if key.name == CallKeys.anyMember.name {
      return address(key, in: section).map { .plain(.summary(.member($0), .brief)) }
    }
    if key.name == CallKeys.anyPlant.name {
      return names.plant(of: draft).map { .onPlant($0, .summary) }
    }
    return names.referendum(of: draft).map { .onReferendum($0, .summary) }
  }
}
