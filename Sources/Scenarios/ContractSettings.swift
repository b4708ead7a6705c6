public import Agents
public import Contracts
public import Quantities

/// The quota contract of a scenario: its rules, who takes part, how its plants produce, and what is
/// called.
public struct ContractSettings: Sendable {
  /// Whether the contract acts at all; without it the members are as if there were none.
  public var isEnabled: Bool
  /// The constants and switches.
  public var rules: ContractRules
  /// Whether the calls in the journal carry the signatures of their witnesses.
  public var hasSignatures: Bool
  /// The members that the contract starts with, in the order of admission; the first who asks
  /// becomes a member without a vote when there are none.
  public var foundingMembers: [FoundingMemberSettings]
  /// The name and the distribution company of each member of the scenario, in its order.
  public var profiles: [ContractProfile]
  /// How members act by themselves; `nil` when only ``calls`` are made.
  public var policies: [GovernancePolicies]?
  /// How quota is traded by members who act by themselves.
  public var quotaMarket: QuotaMarket
  /// How late the result calls are that are due.
  public var keeper: KeeperSettings
  /// How the shared plants produce and are settled.
  public var plants: SharedPlantSettings
  /// The calls of the scenario, in the order of their time, those of one moment in the order of the
  /// file.
  public var calls: [ScriptedCall]
}

/// A member that the contract starts with.
public struct FoundingMemberSettings: Hashable, Sendable {
  /// The index in ``Scenario/members``.
  public var member: Int
  /// The quota that the member starts with.
  public var quota: Quota
  /// The tokens that the member starts with.
  public var tokens: Tokens

  /// Creates a description.
  public init(member: Int, quota: Quota, tokens: Tokens) {
    self.member = member
    self.quota = quota
    self.tokens = tokens
  }
}

/// What the contract registers of a member when it joins.
public struct ContractProfile: Hashable, Sendable {
  /// The full name.
  public var fullName: String
  /// The distribution company that serves the member.
  public var utility: UtilityName

  /// Creates a description.
  public init(fullName: String, utility: UtilityName) {
    self.fullName = fullName
    self.utility = utility
  }
}

/// The keeper, who calls for the results that are due in the name of the oldest member.
public struct KeeperSettings: Hashable, Sendable {
  /// How the delay behind the second in which a result is due is found.
  public enum Delay: Hashable, Sendable {
    /// Always the same, in seconds.
    case fixed(Int64)
    /// Exponentially distributed with a mean, in seconds.
    case exponential(mean: Double)
  }

  /// Whether there is a keeper; without one, only calls of the scenario ask for results.
  public var isActive: Bool
  /// The delay.
  public var delay: Delay

  /// Creates settings.
  public init(isActive: Bool, delay: Delay) {
    self.isActive = isActive
    self.delay = delay
  }
}

/// How shared plants produce and how their energy is settled.
public struct SharedPlantSettings: Sendable {
  /// How the energy of a plant reaches the owners of quota.
  public enum Settlement: String, CaseIterable, Hashable, Sendable {
    /// It offsets their consumption in the same interval.
    case interval
    /// It is credited and offsets their consumption of the month, the rest being banked.
    case monthly
  }

  /// The production per watt of capacity; without it, plants inject nothing.
  public var production: ProfileUse?
  /// What members expect a kilowatt to inject in a year, in kWh; `nil` to take it from the profile.
  public var expectedYield: Double?
  /// The buses that plants are connected to in turn; empty without a network.
  public var buses: [Int]
  /// The conductors of the buses in a multiphase network; `nil` for all.
  public var phases: [Int]?
  /// How their energy is settled unless a plant's own proposal says otherwise.
  public var settlement: Settlement
  /// The consumption of a month that credits do not offset, for each member.
  public var minimumConsumption: MeteredEnergy
  /// How long credits live, in months.
  public var creditLifeMonths: Int
  /// What the owners of quota pay for the upkeep of a kilowatt in a year.
  public var upkeep: Money
  /// Whether voters learn that the feeder cannot host a plant.
  public var hasHostingScreen: Bool
}

/// A call that the scenario makes.
public struct ScriptedCall: Hashable, Sendable {
  /// The moment, in whole seconds.
  public var time: Instant
  /// The index in ``Scenario/members`` of the caller.
  public var caller: Int
  /// The indices in ``Scenario/members`` of the witnesses, the caller included when it signs.
  public var witnesses: [Int]
  /// What is called.
  public var operation: ScriptedOperation
  /// The name by which later calls mean the referendum or plant that this one brings about.
  public var name: String?
}

/// An operation of a scripted call; referendums and plants are meant by the names of earlier calls.
public enum ScriptedOperation: Hashable, Sendable {
  /// An operation that needs no referendum or plant.
  case plain(ContractOperation)
  /// A proposal of a plant, with how its energy is settled.
  case powerUp(PlantProposal, SharedPlantSettings.Settlement?)
  /// An operation on a referendum.
  case onReferendum(String, ReferendumOperation)
  /// An operation on a plant.
  case onPlant(String, PlantOperation)

  /// What is asked of a referendum.
  public enum ReferendumOperation: Hashable, Sendable {
    case admissionResult
    case changeResult
    case powerUpResult
    case vote(answer: Bool)
    case summary
  }

  /// What is asked of a plant.
  public enum PlantOperation: Hashable, Sendable {
    case powerUpResult
    case bid(amount: Int64)
    case changeBid(amount: Int64)
    case changeUtility(UtilityName)
    case changeTimeToMarket(seconds: Int64)
    case deletePlant
    case summary
  }
}
