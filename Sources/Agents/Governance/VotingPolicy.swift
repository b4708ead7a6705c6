public import Parameters

/// Whether and how to vote.
///
/// Turnout is what matters most: where a majority of all electors is needed, absence is a no.
///
/// | Question | Yes |
/// | --- | --- |
/// | admission | with a probability |
/// | new plant | when (V + λ)/κ ≥ 1 + hurdle, otherwise with the probability of solidarity; no to one that the feeder cannot host, from those who heed it |
/// | register | when it lowers that of an inactive member, or hands unallocated quota to an under-supplied one; otherwise with a probability |
/// | removal of a member | when it was inactive or asked for it (with a probability); otherwise with a probability |
/// | time to market | unless the voter has a bid in the plant and the delay is beyond a tolerance |
/// | removal of a plant, utility | with a probability |
///
/// V is the value of a kilowatt to the voter (``FundingPolicy``), λ that of a token and κ the cost of
/// a kilowatt. What is left out: bargaining, and votes that look at the votes of others.
public struct VotingPolicy: Parameterized, Hashable {
  /// The probability of casting a ballot.
  public var turnout: Double
  /// When in the window the ballot is cast.
  public var timing: ActTiming
  /// The probability of admitting an applicant.
  public var admissionApproval: Double
  /// The return over cost that a plant must promise, as a share of its cost.
  public var hurdle: Double
  /// The probability of approving a plant that does not promise it.
  public var solidarity: Double
  /// The probability of heeding that the feeder cannot host a plant.
  public var hostingHeed: Double
  /// The years without an act after which a member counts as inactive.
  public var inactivity: Double
  /// The share of the wanted energy below which a member counts as under-supplied.
  public var underSupply: Double
  /// The probability of setting a register without a reason.
  public var registerApproval: Double
  /// The probability of removing a member without a reason.
  public var removalApproval: Double
  /// The probability of removing a member that asked for it.
  public var ownRemovalApproval: Double
  /// The delay of a plant of one's own that is accepted, in seconds.
  public var delayTolerance: Double
  /// The probability of removing a plant.
  public var plantRemovalApproval: Double
  /// The probability of renaming the utility of a plant.
  public var utilityApproval: Double

  public static let parameterSet = ParameterSet(
    name: "voting", "Whether and how to vote.",
    [
      shareParameter("turnout", default: 0.75, "Probability of casting a ballot."),
      choiceParameter(
        "timing", default: ActTiming.uniform, "When in the window the ballot is cast."),
      shareParameter(
        "admissionApproval", default: 0.85, "Probability of admitting an applicant."),
      Parameter(
        "hurdle", .fraction, minimum: 0, maximum: 100, default: .number(0.2),
        "Return over cost that a new plant must promise, as a share of its cost."),
      shareParameter(
        "solidarity", default: 0.4,
        "Probability of approving a plant that does not promise that return to the voter."),
      shareParameter(
        "hostingHeed", default: 0.8,
        "Probability of refusing a plant that the feeder cannot host."),
      quantityParameter(
        "inactivity", .years, maximum: 1000, default: 1,
        "Time without an act after which a member counts as inactive."),
      shareParameter(
        "underSupply", default: 0.5,
        "Share of the wanted energy below which a member counts as under-supplied."),
      shareParameter(
        "registerApproval", default: 0.1,
        "Probability of setting a register when there is no reason to."),
      shareParameter(
        "removalApproval", default: 0.1,
        "Probability of removing a member when there is no reason to."),
      shareParameter(
        "ownRemovalApproval", default: 0.95,
        "Probability of removing a member that asked for it."),
      quantityParameter(
        "delayTolerance", .duration, default: 90 * 86_400,
        "Delay of a plant that the voter has funded which is accepted."),
      shareParameter("plantRemovalApproval", default: 0.1, "Probability of removing a plant."),
      shareParameter(
        "utilityApproval", default: 0.3,
        "Probability of renaming the distribution company of a plant."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    turnout = values.number("turnout")
    timing = values.choice("timing", default: .uniform)
    admissionApproval = values.number("admissionApproval")
    hurdle = values.number("hurdle")
    solidarity = values.number("solidarity")
    hostingHeed = values.number("hostingHeed")
    inactivity = values.number("inactivity")
    underSupply = values.number("underSupply")
    registerApproval = values.number("registerApproval")
    removalApproval = values.number("removalApproval")
    ownRemovalApproval = values.number("ownRemovalApproval")
    delayTolerance = values.number("delayTolerance")
    plantRemovalApproval = values.number("plantRemovalApproval")
    utilityApproval = values.number("utilityApproval")
  }

  /// Whether a plant promises the return that the voter asks for.
  ///
  /// - Parameters:
  ///   - value: The value of a kilowatt to the voter, V.
  ///   - tokenValue: The value of a token, λ.
  ///   - cost: The cost of a kilowatt, κ.
  public func isWorthwhile(value: Double, tokenValue: Double, cost: Double) -> Bool {
    value + tokenValue >= (1 + hurdle) * cost
  }
}
