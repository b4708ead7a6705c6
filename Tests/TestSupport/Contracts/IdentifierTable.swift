import Contracts

/// What identifiers of a whole history have become in a part of it.
struct IdentifierTable {
  private var referendums: [Int64: ReferendumID] = [:]
  private var plants: [Int64: PlantID] = [:]

  /// Notes that what a call opened in the whole history has an identifier in the part.
  mutating func note(_ result: ContractResult, for opened: ContractValue?) {
    switch (opened, result) {
    case (.referendum(let old), .value(.referendum(let new))): referendums[old.number] = new
    case (.plant(let old), .value(.plant(let new))): plants[old.number] = new
    default: break
    }
  }

  /// The call with the identifiers of the part.
  func translate(_ call: ContractCall) -> ContractCall {
    var translated = call
    translated.operation =
      switch call.operation {
      case .admissionResult(let id): .admissionResult(translate(id))
      case .vote(let id, let answer): .vote(translate(id), answer: answer)
      case .changeResult(let id): .changeResult(translate(id))
      case .powerUpResult(.referendum(let id)): .powerUpResult(.referendum(translate(id)))
      case .powerUpResult(.plant(let id)): .powerUpResult(.plant(translate(id)))
      case .bid(let id, let amount): .bid(translate(id), amount: amount)
      case .changeBid(let id, let amount): .changeBid(translate(id), amount: amount)
      case .changeUtility(let id, let name): .changeUtility(translate(id), name)
      case .changeTimeToMarket(let id, let seconds):
        .changeTimeToMarket(translate(id), seconds: seconds)
      case .deletePlant(let id): .deletePlant(translate(id))
      case .summary(.plant(let id), let option): .summary(.plant(translate(id)), option)
      case .summary(.referendum(let id), let option): .summary(.referendum(translate(id)), option)
      case .admission, .powerUp, .changeProfile, .changeRegister, .deleteMember, .trade, .summary,
        .listMembers, .listPlants, .unrecognized:
        call.operation
      }
    return translated
  }

  private func translate(_ id: ReferendumID) -> ReferendumID {
    referendums[id.number] ?? ReferendumID(unknown(id.number))
  }

  private func translate(_ id: PlantID) -> PlantID {
    plants[id.number] ?? PlantID(unknown(id.number))
  }

  /// A number that no identifier has, so that a call does not mean what was opened in its place.
  private func unknown(_ number: Int64) -> Int64 {
    1...1_000_000 ~= number ? number + 1_000_000 : number
  }
}
