public import Contracts
public import Parameters

/// Whether to leave the community or to move.
///
/// Both happen at a constant rate. Someone who goes gives notice to itself: for a while its quota is
/// for sale and it funds nothing more; then it gives what is left to the neediest member of the area
/// and asks for its removal, or changes its distribution company. Quota and bids bind a member to
/// its area, so one who moves while a plant with a bid of its own is built asks for its removal.
///
/// What is left out: reasons to leave, such as bills.
public struct DeparturePolicy: Parameterized, Hashable {
  /// The rate of leaving, per year.
  public var leavingRate: Double
  /// The rate of moving to another area, per year.
  public var movingRate: Double
  /// The distribution companies that the member may move to.
  public var utilities: [UtilityName]
  /// The time from the decision to the departure, in seconds.
  public var notice: Double
  /// Whether what was not sold is given away.
  public var givesQuota: Bool

  public static let parameterSet = ParameterSet(
    name: "departure", "Whether to leave the community or to move.",
    [
      quantityParameter(
        "leavingRate", .yearlyRate, maximum: 1000, default: 0.02, "Rate of leaving the community."),
      quantityParameter(
        "movingRate", .yearlyRate, maximum: 1000, default: 0.02,
        "Rate of moving to the area of another distribution company."),
      Parameter(
        "utilities", .texts, default: .texts([]),
        "Distribution companies that the member may move to; without any it never moves."),
      quantityParameter(
        "notice", .duration, default: 60 * 86_400,
        "Time from the decision to the departure, in which quota is for sale."),
      Parameter(
        "givesQuota", .boolean, default: .boolean(true),
        "Whether quota that was not sold is given to the neediest member of the area."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    leavingRate = values.number("leavingRate")
    movingRate = values.number("movingRate")
    utilities = values.texts("utilities").filter { !$0.isEmpty }.map { UtilityName($0) }
    notice = values.number("notice")
    givesQuota = values.boolean("givesQuota")
  }
}
