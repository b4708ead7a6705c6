import Contracts
import Quantities

/// A call as it is written in a file, with names in place of the ids that are not known yet.
struct CallTemplate: Sendable {
  let name: String
  /// How the operation is called; `nil` if the contract does not have it.
  let signature: OperationSignature?
  let arguments: ReplayValue

  /// The operation with the ids that the names stand for.
  func operation(
    _ names: BoundNames, _ state: ContractState
  ) throws(UnboundName) -> ContractOperation {
    guard let signature else { return .unrecognized(name: name) }
    return signature.operation(CallArguments(try names.resolve(arguments), state: state))
  }
}

/// The arguments of a call, which the reader of the file has checked against the signature.
struct CallArguments {
  private let values: ReplayValue
  let state: ContractState

  init(_ values: ReplayValue, state: ContractState) {
    self.values = values
    self.state = state
  }

  /// Whether an argument is given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// A text; empty if the argument was left out.
  func text(_ name: String) -> String {
    guard case .text(let text) = values[name] else { return "" }
    return text
  }

  /// A whole number; 0 if the argument is none.
  func integer(_ name: String) -> Int64 {
    guard case .integer(let integer) = values[name] else { return 0 }
    return integer
  }

  /// A truth value.
  func boolean(_ name: String) -> Bool { values[name] == .boolean(true) }

  func member(_ name: String) -> MemberAddress { MemberAddress(text(name)) }
  func utility(_ name: String) -> UtilityName { UtilityName(text(name)) }

  /// A plant; one that never exists for a text that is no id.
  func plant(_ name: String) -> PlantID { PlantID(text(name)) ?? PlantID(0) }

  /// A referendum; one that never exists for a text that is no id.
  func referendum(_ name: String) -> ReferendumID { ReferendumID(text(name)) ?? ReferendumID(0) }

  /// What a summary is about: the first of member, plant and referendum that exists, or the group.
  func summarySubject(_ name: String) -> SummarySubject {
    let text = text(name)
    if state.member(MemberAddress(text)) != nil { return .member(MemberAddress(text)) }
    if let id = PlantID(text), state.plant(id) != nil { return .plant(id) }
    if let id = ReferendumID(text), state.referendum(id) != nil { return .referendum(id) }
    return .group
  }

  func summaryOption(_ name: String) -> SummaryOption {
    switch text(name) {
    case "", "brief": .brief
    case "detailed": .detailed
    case let field: .field(field)
    }
  }
}
