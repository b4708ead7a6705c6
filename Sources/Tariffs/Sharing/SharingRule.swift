public import Parameters

/// A rule by which the members of a group share what some of them generate: coefficients and keys,
/// credits of shared generation, premiums on energy that is shared within the hour.
///
/// A rule is a value without state. It acts at up to three places, each of which does nothing unless
/// the rule says so:
///
/// 1. ``share(_:)`` moves energy from the exports of some to the imports of others, interval by
///    interval, before meters are billed;
/// 2. ``deal(_:)`` deals the surplus of a giver in a billing cycle among the others, whose credits it
///    becomes while they are billed;
/// 3. ``lines(for:)`` adds lines to the bills: payments among members, premiums, returned charges.
///
/// Members are meant by their position in ``memberNames`` throughout.
public protocol SharingRule: Parameterized {
  /// The names of the members who take part, in the order of the rule's own numbers.
  var memberNames: [String] { get }

  /// The positions of the members whose surplus of a cycle is dealt among the others.
  var givers: [Int] { get }

  /// What of a giver's energy is dealt.
  var givenEnergy: GivenEnergy { get }

  /// The rule with what it names outside its own section: files of prices and coefficients.
  func prepared(_ inputs: TariffInputs) throws(ParameterError) -> Self

  /// Shares energy within the intervals.
  func share(_ energy: inout SharedEnergy) throws(BillingError)

  /// Deals a giver's surplus of a cycle.
  ///
  /// - Returns: The energy for each member and period of the giver's tariff; what is not dealt stays
  ///   with the giver.
  func deal(_ surplus: MemberSurplus) throws(BillingError) -> [[BilledQuantity]]

  /// Further lines of each member's bill of a cycle.
  func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]]
}

/// What of a giver's energy is dealt among the others.
public enum GivenEnergy: String, CaseIterable, Hashable, Sendable {
  /// What is left after the giver's own consumption of the cycle is offset.
  case surplus
  /// Everything that the giver injected; its own consumption is billed like that of the others.
  case injection
}

extension SharingRule {
  public var givers: [Int] { [] }

  public var givenEnergy: GivenEnergy { .surplus }

  public func prepared(_ inputs: TariffInputs) throws(ParameterError) -> Self { self }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {}

  public func deal(_ surplus: MemberSurplus) throws(BillingError) -> [[BilledQuantity]] { [] }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] { [] }
}
