import Contracts
import Quantities
import Scenarios

/// The calls that a scenario makes, and what the names in it stand for once they were made.
struct ScriptedCalls {
  private let calls: [ScriptedCall]
  private let addresses: [MemberAddress]
  private var referendums: [String: ReferendumID] = [:]
  private var plants: [String: PlantID] = [:]
  /// How the energy of the plants of a proposal is settled, by referendum.
  private(set) var settlements: [ReferendumID: SharedPlantSettings.Settlement] = [:]

  init(_ calls: [ScriptedCall], addresses: [MemberAddress]) {
    self.calls = calls
    self.addresses = addresses
  }

  /// The call of a number, now that its time has come.
  ///
  /// A name whose own call was refused stands for nothing: the contract will say so.
  func call(_ index: Int, at time: Int64) -> ContractCall {
    let call = calls[index]
    return ContractCall(
      time: time, caller: addresses[call.caller], witnesses: call.witnesses.map { addresses[$0] },
      operation: operation(call.operation))
  }

  private func operation(_ operation: ScriptedOperation) -> ContractOperation {
    switch operation {
    case .plain(let operation): return operation
    case .powerUp(let proposal, _): return .powerUp(proposal)
    case .onReferendum(let name, let operation):
      let id = referendums[name] ?? ReferendumID(0)
      return switch operation {
      case .admissionResult: .admissionResult(id)
      case .changeResult: .changeResult(id)
      case .powerUpResult: .powerUpResult(.referendum(id))
      case .vote(let answer): .vote(id, answer: answer)
      case .summary: .summary(.referendum(id), .brief)
      }
    case .onPlant(let name, let operation):
      let id = plants[name] ?? PlantID(0)
      return switch operation {
      case .powerUpResult: .powerUpResult(.plant(id))
      case .bid(let amount): .bid(id, amount: amount)
      case .changeBid(let amount): .changeBid(id, amount: amount)
      case .changeUtility(let name): .changeUtility(id, name)
      case .changeTimeToMarket(let seconds): .changeTimeToMarket(id, seconds: seconds)
      case .deletePlant: .deletePlant(id)
      case .summary: .summary(.plant(id), .brief)
      }
    }
  }

  /// Remembers what the call of a number brought about under its name.
  mutating func remember(_ index: Int, result: ContractResult, state: borrowing ContractState) {
    let call = calls[index]
    if case .value(.referendum(let id)) = result {
      if let name = call.name { referendums[name] = id }
      if case .powerUp(_, let settlement?) = call.operation { settlements[id] = settlement }
    }
    // The keeper may have opened the crowdfunding before.
    guard let name = call.name, case .onReferendum(let proposal, .powerUpResult) = call.operation,
      let referendum = referendums[proposal]
    else { return }
    for plant in state.plants where plant.referendum == referendum { plants[name] = plant.id }
  }
}
