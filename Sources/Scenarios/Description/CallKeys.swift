import Contracts
import Parameters

/// The keys of an element of `contract.calls`.
enum CallKeys {
  /// The operations that a scenario can call, by the words of the contract.
  enum Operation: String, CaseIterable {
    case admission, admissionResult, vote, changeResult, powerUp, powerUpResult, bid, changeBid
    case changeProfile, changeRegister, deleteMember, changeUtility, changeTimeToMarket
    case deletePlant, trade, summary, listMembers, listPlants
  }

  static let at = Parameter(
    "at", .dateTime, "Moment of the call, in civil time, whole seconds.")
  static let caller = Parameter("caller", .text, "Name of the member that calls.")
  static let witnesses = Parameter(
    "witnesses", .texts, isOptional: true,
    "Names of the members that sign the call; without it, the caller alone.")
  static let name = Parameter(
    "as", .text, isOptional: true,
    "Name by which later calls mean the referendum or plant that this one brings about.")

  static let referendum = Parameter(
    "referendum", .text, "Name of the call that opened the referendum.")
  static let plant = Parameter("plant", .text, "Name of the call that registered the plant.")
  static let member = Parameter("member", .text, "Name of a member.")
  static let fullName = Parameter(
    "fullName", .text, isOptional: true, "Full name; without it, that of the member.")
  static let utility = Parameter("utility", .text, "Distribution company.")
  static let ownUtility = Parameter(
    utility.name, .text, isOptional: true, "Distribution company; without it, that of the caller.")
  static let answer = Parameter("answer", .boolean, "Whether the caller says yes.")
  static let capacity = Parameter(
    "capacity", .quantity(.power), minimum: 0, excludesMinimum: true,
    "Capacity of the plant, in whole watts.")
  static let cost = Parameter(
    "cost", .integer, minimum: 1, maximum: ContractRulesKeys.greatestAmount,
    "What the plant costs, in whole units of the currency.")
  static let timeToMarket = Parameter(
    "timeToMarket", .quantity(.duration), minimum: 0, maximum: ContractRulesKeys.longestSpan,
    excludesMinimum: true,
    "Time from the end of the crowdfunding to operation, in whole seconds.")
  static let settlement = Parameter(
    "settlement", .choice(SharedPlantSettings.Settlement.allCases.map(\.rawValue)),
    isOptional: true, "How the energy of the plant is settled; without it, as that of all plants.")
  static let amount = Parameter(
    "amount", .integer, minimum: 1, maximum: ContractRulesKeys.greatestAmount,
    "Money, in whole units of the currency.")
  static let newAmount = Parameter(
    amount.name, .integer, minimum: 0, maximum: ContractRulesKeys.greatestAmount,
    "Money that replaces the bid, in whole units of the currency; 0 withdraws it.")
  static let field = Parameter(
    "field", .choice([ProfileField.fullName, .utility].map(\.rawValue)), "What is changed.")
  static let value = Parameter("value", .text, "What it becomes.")
  static let quota = Parameter(
    "quota", .quantity(.power), minimum: 0, default: .number(0),
    "Quota that the caller gives, in whole watts.")
  static let tokens = Parameter(
    "tokens", .quantity(.tokens), minimum: 0, default: .number(0),
    "Tokens that the other member pays, in whole thousandths.")
  static let newQuota = Parameter(
    quota.name, .quantity(.power), minimum: 0, isOptional: true,
    "Quota that the member is to have, in whole watts.")
  static let newTokens = Parameter(
    tokens.name, .quantity(.tokens), minimum: 0, isOptional: true,
    "Tokens that the member is to have, in whole thousandths.")
  static let receiver = Parameter("to", .text, "Name of the member that gets quota.")
  static let changedMember = optional(member, "; without it, the caller")
  static let anyReferendum = optional(referendum, ", if it is about one")
  static let anyPlant = optional(plant, ", if it is about one")
  static let anyMember = optional(member, ", if it is about one")

  static let variants = Variants(
    name: "call", selector: .key("operation", default: nil), common: [at, caller, witnesses],
    kinds: Operation.allCases.map { set(of: $0) }, "A call of the contract.")

  private static func optional(_ parameter: Parameter, _ addition: String) -> Parameter {
    let text = parameter.documentation.dropLast()
    return Parameter(parameter.name, parameter.kind, isOptional: true, "\(text)\(addition).")
  }
}

// MARK: The keys of each operation

extension CallKeys {
  private static func set(of operation: Operation) -> ParameterSet {
    func keys(
      _ documentation: String, exactlyOneOf: [Parameter] = [], _ parameters: [Parameter]
    ) -> ParameterSet {
      ParameterSet(
        name: operation.rawValue, exactlyOneOf: exactlyOneOf.map(\.name), documentation, parameters)
    }
    return switch operation {
    case .admission: keys("The caller asks to become a member.", [fullName, ownUtility, name])
    case .admissionResult: keys("Resolves the vote on an admission.", [referendum])
    case .vote: keys("The caller votes in a referendum.", [referendum, answer])
    case .changeResult: keys("Resolves the vote on a change.", [referendum])
    case .powerUp:
      keys(
        "The caller proposes a plant.",
        [capacity, cost, ownUtility, timeToMarket, settlement, name])
    case .powerUpResult:
      keys(
        "Carries out the next step of a plant: its vote, its crowdfunding, its start.",
        exactlyOneOf: [anyReferendum, anyPlant], [anyReferendum, anyPlant, name])
    case .bid: keys("The caller adds money to its bid for a plant.", [plant, amount])
    case .changeBid: keys("The caller replaces or withdraws its bid.", [plant, newAmount])
    case .changeProfile:
      keys("The caller changes its name or company.", [changedMember, field, value])
    case .changeRegister:
      keys(
        "Asks for a vote that sets a register.", exactlyOneOf: [newQuota, newTokens],
        [member, newQuota, newTokens, name])
    case .deleteMember: keys("Asks for a vote that removes a member.", [member, name])
    case .changeUtility:
      keys("Asks for a vote that renames a plant's company.", [plant, utility, name])
    case .changeTimeToMarket:
      keys("Asks for a vote that moves a plant's date.", [plant, timeToMarket, name])
    case .deletePlant: keys("Asks for a vote that removes a plant.", [plant, name])
    case .trade: keys("The caller gives quota for tokens.", [receiver, quota, tokens])
    case .summary:
      keys("Tells about the group or a part of it.", [anyMember, anyPlant, anyReferendum])
    case .listMembers: keys("Lists the members.", [])
    case .listPlants: keys("Lists the plants.", [])
    }
  }
}
