import Agents
import Contracts
import Parameters
import Quantities

/// The keys of `contract`.
enum ContractKeys {
  static let enabled = Parameter(
    "enabled", .boolean, default: .boolean(true),
    "Whether the contract acts; 'false' runs the scenario as if it had none.")
  static let rules = Parameter(
    "rules", .section(ContractRulesKeys.set), default: .section(ParameterValues([:])),
    "Constants and switches.")
  static let signatures = Parameter(
    "signatures", .boolean, default: .boolean(true),
    "Whether the calls in the journal carry the signatures of their witnesses.")
  static let utility = Parameter(
    "utility", .text, default: .text("utility"),
    "Distribution company of the members that do not name one.")
  static let members = Parameter(
    "members", .list(FoundingMemberKeys.set), default: .list([]),
    "Members that the contract starts with, in the order of joining; without one, the first who "
      + "asks for admission becomes a member without a vote.")
  static let agents = Parameter(
    "agents", .boolean, default: .boolean(true),
    "Whether members act by themselves, as their 'governance' says, beside the calls.")
  static let quotaMarket = Parameter(
    "quotaMarket", .section(QuotaMarket.parameterSet), default: .section(ParameterValues([:])),
    "How members who act by themselves trade quota for tokens.")
  static let keeper = Parameter(
    "keeper", .section(KeeperKeys.set), default: .section(ParameterValues([:])),
    "Who calls for the results that are due.")
  static let plants = Parameter(
    "plants", .section(SharedPlantKeys.set), default: .section(ParameterValues([:])),
    "How shared plants produce and are settled.")
  static let calls = Parameter(
    "calls", .variantList(CallKeys.variants), default: .list([]), "Calls that the scenario makes.")

  static let set = ParameterSet(
    name: "contract", "Quota contract.",
    [
      enabled, rules, signatures, utility, members, agents, quotaMarket, keeper, plants, calls,
    ])
}

/// The keys of `contract.rules`.
enum ContractRulesKeys {
  /// The words for what more than half must say yes.
  enum MajorityBase: String, CaseIterable {
    case electorate
    case votesCast = "votes-cast"

    var base: ContractRules.MajorityBase {
      switch self {
      case .electorate: .electorate
      case .votesCast: .votesCast
      }
    }
  }

  /// A hundred years: longer spans are mistakes.
  static let longestSpan: Double = 36_525 * 86_400
  /// The most money that fits the exact accounts, which count millionths.
  static let greatestAmount: Double = 1e12

  static let majorityBase = Parameter(
    "majorityBase", .choice(MajorityBase.allCases.map(\.rawValue)),
    default: .text(MajorityBase.electorate.rawValue),
    "What more than half must say yes: all who may vote, or those who voted.")
  static let referendumWindow = span(
    "referendumWindow", ContractRules.standard.referendumWindow, "Length of a referendum")
  static let crowdfundingWindow = span(
    "crowdfundingWindow", ContractRules.standard.crowdfundingWindow, "Length of a crowdfunding")
  static let minimumTimeToMarket = span(
    "minimumTimeToMarket", ContractRules.standard.minimumTimeToMarket,
    "Least time from the end of the crowdfunding of a plant to its operation")
  static let minimumOffer = Parameter(
    "minimumOffer", .integer, minimum: 1, maximum: greatestAmount,
    default: .integer(ContractRules.standard.minimumOffer),
    "Least bid, in whole units of the currency, unless less is left to fund.")
  static let maximumPlantCapacity = Parameter(
    "maximumPlantCapacity", .quantity(.power), minimum: 0, excludesMinimum: true,
    default: .number(Double(ContractRules.standard.maximumPlantCapacity.watts)),
    "Greatest capacity of a plant, in whole watts.")

  static let set = ParameterSet(
    name: "rules", "Constants and switches of the contract.",
    [
      majorityBase, referendumWindow, crowdfundingWindow, minimumTimeToMarket, minimumOffer,
      maximumPlantCapacity,
    ])

  private static func span(
    _ name: String, _ standard: Int64, _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .quantity(.duration), minimum: 0, maximum: longestSpan, excludesMinimum: true,
      default: .number(Double(standard)), documentation + ", in whole seconds.")
  }
}

/// The keys of an element of `contract.members`.
enum FoundingMemberKeys {
  static let member = Parameter("member", .text, "Name of a member of the scenario.")
  static let quota = Parameter(
    "quota", .quantity(.power), minimum: 0, default: .number(0),
    "Quota at the start, in whole watts.")
  static let tokens = Parameter(
    "tokens", .quantity(.tokens), minimum: 0, default: .number(0),
    "Tokens at the start, in whole thousandths.")

  static let set = ParameterSet(
    name: "founding member", "A member that the contract starts with.", [member, quota, tokens])
}

/// The keys of `contract.keeper`.
enum KeeperKeys {
  /// The words for how delays are found.
  enum Distribution: String, CaseIterable {
    case fixed
    case exponential
  }

  static let active = Parameter(
    "active", .boolean, default: .boolean(true),
    "Whether results are called for when they are due; without it, only calls do so.")
  static let delay = Parameter(
    "delay", .quantity(.duration), minimum: 0, maximum: ContractRulesKeys.longestSpan,
    default: .number(0),
    "Time behind the second in which a result is due: always the same, or the mean.")
  static let distribution = Parameter(
    "distribution", .choice(Distribution.allCases.map(\.rawValue)),
    default: .text(Distribution.fixed.rawValue),
    "Whether every delay is the same or each is drawn from an exponential distribution.")

  static let set = ParameterSet(
    name: "keeper", "Who calls for the results that are due.", [active, delay, distribution])
}

/// The keys of `contract.plants`.
enum SharedPlantKeys {
  static let production = Parameter(
    "production", .section(ProductionKeys.set), isOptional: true,
    "What the plants inject; without it, nothing.")
  static let expectedYield = Parameter(
    "expectedYield", .quantity(.specificYield), minimum: 0, maximum: 8784, excludesMinimum: true,
    isOptional: true,
    "Energy that members expect a plant to inject in a year; without it, that of the profile.")
  static let buses = Parameter(
    "buses", .texts, default: .texts([]), "Buses that plants are connected to, in turn.")
  static let phases = Parameter(
    "phases", .text, isOptional: true,
    "Phases that plants are connected to, such as 'a' or 'abc'; without it, all that the bus has. "
      + "For networks whose phases differ.")
  static let settlement = Parameter(
    "settlement", .choice(SharedPlantSettings.Settlement.allCases.map(\.rawValue)),
    default: .text(SharedPlantSettings.Settlement.interval.rawValue),
    "Whether the energy of a plant offsets what owners of quota consume in the same interval, or "
      + "in the month, unless its proposal says so.")
  static let minimumConsumption = Parameter(
    "minimumConsumption", .quantity(.energy), minimum: 0, default: .number(0),
    "Consumption of a month that credits do not offset, for monthly settlement.")
  static let creditLife = Parameter(
    "creditLife", .integer, minimum: 1, maximum: 1200, default: .integer(60),
    "Months after which credits are lost, for monthly settlement.")
  static let upkeep = Parameter(
    "upkeep", .quantity(.moneyPerPowerAndYear), minimum: 0, default: .number(0),
    "What owners pay in a year for the upkeep of each kilowatt of quota.")
  static let hostingScreen = Parameter(
    "hostingScreen", .boolean, default: .boolean(false),
    "Whether voters learn by a power flow that the network cannot host a plant.")

  static let set = ParameterSet(
    name: "plants", "How shared plants produce and are settled.",
    [
      production, expectedYield, buses, phases, settlement, minimumConsumption, creditLife, upkeep,
      hostingScreen,
    ])
}

/// The keys of `contract.plants.production`.
enum ProductionKeys {
  static let profile = Parameter(
    "profile", .text, "Profile, as 'name/column', whose value 1 stands for the whole capacity.")

  static let set = ParameterSet(name: "production", "What shared plants inject.", [profile])
}
