public import Parameters

/// How a member acts in the community that the quota contract governs: one policy for each thing that
/// it may do.
public struct GovernancePolicies: Parameterized, Hashable {
  /// Whether and when to ask for admission.
  public var admission: AdmissionPolicy
  /// Whether and how to vote.
  public var voting: VotingPolicy
  /// Whether to propose a plant, and which.
  public var proposal: ProposalPolicy
  /// What plants are worth, and how much to bid for them.
  public var funding: FundingPolicy
  /// Whether to change or withdraw a bid.
  public var bidChange: BidChangePolicy
  /// Whether to sell or buy quota, and at what price.
  public var quotaTrade: QuotaTradePolicy
  /// Whether to leave the community or to move.
  public var departure: DeparturePolicy

  public static let parameterSet = ParameterSet(
    name: "governance", "How a member acts in the community of the quota contract.",
    [
      section("admission", AdmissionPolicy.parameterSet),
      section("voting", VotingPolicy.parameterSet),
      section("proposal", ProposalPolicy.parameterSet),
      section("funding", FundingPolicy.parameterSet),
      section("bidChange", BidChangePolicy.parameterSet),
      section("quotaTrade", QuotaTradePolicy.parameterSet),
      section("departure", DeparturePolicy.parameterSet),
    ])

  private static func section(_ name: String, _ set: ParameterSet) -> Parameter {
    Parameter(
      name, .section(set), default: .section(ParameterValues([:])), set.documentation)
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    admission = try AdmissionPolicy(values.section("admission"))
    voting = try VotingPolicy(values.section("voting"))
    proposal = try ProposalPolicy(values.section("proposal"))
    funding = try FundingPolicy(values.section("funding"))
    bidChange = try BidChangePolicy(values.section("bidChange"))
    quotaTrade = try QuotaTradePolicy(values.section("quotaTrade"))
    departure = try DeparturePolicy(values.section("departure"))
  }
}
