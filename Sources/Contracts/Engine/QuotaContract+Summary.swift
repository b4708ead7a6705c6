import Quantities

extension QuotaContract {
  /// Tells about a member, a plant, a referendum or the group; changes nothing.
  ///
  /// Data of members need membership and the caller's signature; the rest is public.
  func summarize(
    _ call: ContractCall, _ subject: SummarySubject, _ option: SummaryOption
  ) throws(Refusal) -> ContractValue {
    switch subject {
    case .member(let address):
      if let index = state.memberIndices[address] {
        guard call.isSigned(by: call.caller) else { throw .error(.noWitness) }
        guard state.memberIndices[call.caller] != nil else { throw .error(.notMember) }
        let member = state.members[index]
        return try answer(
          fields(of: member), more: [("seq", .integer(member.sequence))], bids(of: member), option)
      }
    case .plant(let id):
      if let plant = state.plant(id) {
        return try answer(
          fields(of: plant), more: moreFields(of: plant), bids(for: plant), option)
      }
    case .referendum(let id):
      if let index = state.index(of: id) {
        let referendum = state.referendums[index]
        return try answer(
          fields(of: referendum), more: moreFields(of: referendum), nil, option)
      }
    case .group: break
    }
    return try answer(groupFields, more: moreGroupFields, nil, option)
  }

  private typealias Field = (name: String, value: ContractValue)

  /// Answers with fields, their values alone.
  ///
  /// - Parameters:
  ///   - fields: The brief answer.
  ///   - more: What can only be asked for by name.
  ///   - bids: What a detailed answer adds.
  ///   - option: How much is asked for.
  private func answer(
    _ fields: [Field], more: @autoclosure () -> [Field],
    _ bids: @autoclosure () -> [ContractValue]?, _ option: SummaryOption
  ) throws(Refusal) -> ContractValue {
    switch option {
    case .brief: return .list(fields.map(\.value))
    case .detailed: return .list(fields.map(\.value) + (bids().map { [.list($0)] } ?? []))
    case .field(let name):
      guard let field = (fields + more()).first(where: { $0.name == name }) else {
        throw .error(.badArity)
      }
      return field.value
    }
  }

  private func fields(of member: ContractMember) -> [Field] {
    [
      ("fullName", .text(member.fullName)), ("utility", .text(member.utility.text)),
      ("quota", .integer(member.quota.watts)), ("tokens", .integer(member.tokens.milliSEB)),
    ]
  }

  private func fields(of plant: PowerPlant) -> [Field] {
    [
      ("status", .text(plant.status.rawValue)), ("capacity", .integer(plant.capacity.watts)),
      ("cost", .integer(plant.cost)), ("utility", .text(plant.utility.text)),
      ("start", .integer(plant.crowdfunding.start)), ("end", .integer(plant.crowdfunding.end)),
      ("total", .integer(plant.crowdfunding.total)),
      ("contributions", .integer(Int64(plant.crowdfunding.bids.count))),
      ("success", .boolean(plant.crowdfunding.isSuccess)),
    ]
  }

  private func fields(of referendum: Referendum) -> [Field] {
    [
      ("kind", .text(referendum.subject.kindName)), ("start", .integer(referendum.start)),
      ("end", .integer(referendum.end)), ("votes", .integer(referendum.voteCount)),
      ("yes", .integer(referendum.yesCount)), ("hasResult", .boolean(referendum.hasResult)),
      ("outcome", .boolean(referendum.outcome)),
    ]
  }

  private func moreFields(of plant: PowerPlant) -> [Field] {
    [
      ("timeToMarket", .integer(plant.timeToMarket)), ("funders", .integer(plant.funderCount)),
      ("hasStarted", .boolean(plant.hasStarted)),
      ("hasResult", .boolean(plant.crowdfunding.hasResult)),
    ]
  }

  private func moreFields(of referendum: Referendum) -> [Field] {
    [
      ("electors", .integer(referendum.electorCount)),
      ("executed", .boolean(referendum.isExecuted)),
    ]
  }

  private var moreGroupFields: [Field] {
    [
      ("referendums", .integer(Int64(state.referendums.count))),
      ("issued", .integer(state.issuedTokens.milliSEB)),
      ("reserve", .integer(state.reserveTokens.milliSEB)),
    ]
  }

  private var groupFields: [Field] {
    [
      ("minimumPower", .integer(0)),
      ("maximumPower", .integer(state.rules.maximumPlantCapacity.watts)),
      ("plants", .integer(state.plantCount)), ("members", .integer(Int64(state.members.count))),
      ("tokenName", .text(ContractRules.tokenName)),
      ("tokenSymbol", .text(ContractRules.tokenSymbol)),
      ("totalSupply", .integer(state.totalSupply.watts)),
    ]
  }

  /// The bids that a member has put on plants, as pairs.
  private func bids(of member: ContractMember) -> [ContractValue] {
    state.plants.lazy.filter { $0.status != .deleted }.compactMap { plant in
      let amount = plant.crowdfunding.bid(of: member.sequence)
      return amount > 0 ? .list([.plant(plant.id), .integer(amount)]) : nil
    }
  }

  /// The bids for a plant, as pairs.
  private func bids(for plant: PowerPlant) -> [ContractValue] {
    plant.crowdfunding.bids.map { .list([.member($0.address), .integer($0.amount)]) }
  }
}
