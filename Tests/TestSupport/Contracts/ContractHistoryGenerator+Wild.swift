import Contracts
import Quantities

extension ContractHistoryGenerator {
  /// A call of anybody about anything.
  mutating func wildCall(_ state: ContractState) -> Planned {
    let caller =
      state.members.isEmpty || chance(20) ? someone() : pick(state.members).address
    return Planned(caller, wildOperation(state))
  }

  private mutating func wildOperation(_ state: ContractState) -> ContractOperation {
    let referendum = ReferendumID(wildNumber(upTo: state.referendums.count))
    let plant = PlantID(wildNumber(upTo: state.plants.count))
    let address = someone()
    let value = wildAmount()
    switch random.next() % 19 {
    case 0: return .admission(fullName: wildText(), utility: UtilityName(wildText()))
    case 1: return .admissionResult(referendum)
    case 2: return .vote(referendum, answer: chance(50))
    case 3: return .changeResult(referendum)
    case 4:
      return .powerUp(
        PlantProposal(
          capacity: Quota(watts: wildAmount()), cost: wildAmount(),
          utility: UtilityName(wildText()), timeToMarket: wildAmount()))
    case 5: return .powerUpResult(.referendum(referendum))
    case 6: return .powerUpResult(.plant(plant))
    case 7: return .bid(plant, amount: value)
    case 8: return .changeBid(plant, amount: value)
    case 9: return .changeProfile(address, pick(ProfileField.allCases), value: wildText())
    case 10: return .changeRegister(address, pick(RegisterField.allCases), value: value)
    case 11: return .deleteMember(address)
    case 12: return .changeUtility(plant, UtilityName(wildText()))
    case 13: return .changeTimeToMarket(plant, seconds: value)
    case 14: return .deletePlant(plant)
    case 15:
      return .trade(
        to: address, quota: Quota(watts: value), tokens: Tokens(milliSEB: wildAmount()))
    case 16:
      let subjects: [SummarySubject] = [
        .member(address), .plant(plant), .referendum(referendum), .group,
      ]
      return .summary(pick(subjects), pick([.brief, .detailed, .field("fly"), .field("total")]))
    case 17: return pick([.listMembers, .listPlants])
    default: return .unrecognized(name: wildText())
    }
  }

  private mutating func wildNumber(upTo count: Int) -> Int64 {
    chance(80) && count > 0
      ? amount(in: 1...Int64(count)) : pick(Self.extremes + [Int64(count) + 1])
  }

  private mutating func wildAmount() -> Int64 {
    chance(70) ? pick(Self.extremes) : random.nextInteger()
  }

  private mutating func wildText() -> String {
    pick(["", "LIGHT", "ENEL", "EDP", "ENEL \u{E9}", "ENEL e\u{301}", "\u{0}", "fly"])
  }
}
