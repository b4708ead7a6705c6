import Parameters

/// The keys of `contract`.
enum ContractKeys {
  static let members = Parameter(
    "members", .list(ContractMemberKeys.set), "Members of the contract, in the order of joining.")
  static let trades = Parameter(
    "trades", .list(ContractTradeKeys.set), default: .list([]), "Trades of quota for tokens.")

  static let set = ParameterSet(name: "contract", "Quota contract.", [members, trades])
}

/// The keys of an element of `contract.members`.
enum ContractMemberKeys {
  static let member = Parameter("member", .text, "Name of a member of the scenario.")
  static let fullName = Parameter(
    "fullName", .text, isOptional: true,
    "Name that the contract registers; without it, the member's.")
  static let utility = Parameter("utility", .text, "Utility that serves the member.")
  static let quota = Parameter(
    "quota", .quantity(.power), minimum: 0, default: .number(0),
    "Quota at the start, in whole watts.")
  static let tokens = Parameter(
    "tokens", .quantity(.tokens), minimum: 0, default: .number(0),
    "Tokens at the start, in whole thousandths.")

  static let set = ParameterSet(
    name: "contract member", "A member of the contract.",
    [member, fullName, utility, quota, tokens])
}

/// The keys of an element of `contract.trades`.
enum ContractTradeKeys {
  static let at = Parameter("at", .dateTime, "Moment of the trade, in civil time, whole seconds.")
  static let from = Parameter("from", .text, "Name of the member that gives quota.")
  static let to = Parameter("to", .text, "Name of the member that gets quota and pays tokens.")
  static let quota = Parameter(
    "quota", .quantity(.power), minimum: 0, default: .number(0), "Quota, in whole watts.")
  static let tokens = Parameter(
    "tokens", .quantity(.tokens), minimum: 0, default: .number(0),
    "Tokens, in whole thousandths.")
  static let witnesses = Parameter(
    "witnesses", .texts, default: .texts([]), "Names of the members that witness the trade.")

  static let set = ParameterSet(
    name: "trade", "A trade of quota for tokens.", [at, from, to, quota, tokens, witnesses])
}
