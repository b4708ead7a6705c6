public import Contracts
public import Parameters
import Quantities

/// How members find one another to trade quota for tokens, once in a calendar month.
///
/// | Kind | Who meets | Price |
/// | --- | --- | --- |
/// | bilateral | sellers and buyers in pairs drawn by lot, a number of times | Nash split: ask + power · (bid − ask) |
/// | call auction | dearest buyers and cheapest sellers first | uniform: (1 − k) · ask + k · bid of the last pair |
///
/// A pair trades only when bid ≥ ask, and only inside one area. Each match is one trade that both
/// sign: whole watts for whole thousandths of a token, the payment being the proceeds exactly.
/// Rounding never takes a price beyond the limit of either, so a match too small for a whole
/// thousandth between the limits is left out.
///
/// > J. F. Nash. "The bargaining problem." *Econometrica* 18 (1950).
/// > [doi:10.2307/1907266](https://doi.org/10.2307/1907266)
/// >
/// > M. A. Satterthwaite, S. R. Williams. "Bilateral trade with the sealed bid k-double auction."
/// > *Journal of Economic Theory* 48 (1989).
/// > [doi:10.1016/0022-0531(89)90121-X](https://doi.org/10.1016/0022-0531(89)90121-X)
public struct QuotaMarket: Parameterized, Hashable {
  /// How sellers and buyers are matched.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// No trade.
    case none
    /// Pairs that meet by lot split the gain.
    case bilateral
    /// One price for all.
    case callAuction = "call-auction"
  }

  /// How sellers and buyers are matched.
  public var kind: Kind
  /// The months from one matching to the next.
  public var interval: Int64
  /// Where between ask and bid of the last pair the price of the auction lies, k.
  public var auctionPrice: Double
  /// The share of the gain that the seller has in a bilateral trade.
  public var sellerPower: Double
  /// The number of times that pairs meet in a month.
  public var meetings: Int64

  public static let parameterSet = ParameterSet(
    name: "quotaMarket", "How members trade quota for tokens.",
    [
      choiceParameter("kind", default: Kind.callAuction, "How sellers and buyers are matched."),
      Parameter(
        "interval", .integer, minimum: 1, maximum: 1200, default: .integer(1),
        "Months from one matching to the next."),
      shareParameter(
        "auctionPrice", default: 0.5,
        "Where the price of the call auction lies between the last ask, 0, and the last bid, 1."),
      shareParameter(
        "sellerPower", default: 0.5, "Share of the gain of a bilateral trade that the seller has."),
      Parameter(
        "meetings", .integer, minimum: 1, maximum: 100, default: .integer(3),
        "Times that pairs of sellers and buyers meet in one bilateral matching."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    kind = values.choice("kind", default: .callAuction)
    interval = values.integer("interval")
    auctionPrice = values.number("auctionPrice")
    sellerPower = values.number("sellerPower")
    meetings = values.integer("meetings")
  }

  /// Matches sellers and buyers, each match being one trade that both sign.
  ///
  /// - Parameters:
  ///   - month: The number of the month from the start of the run.
  ///   - time: The present, in seconds.
  ///   - planner: The members, who say what they would trade.
  ///   - contract: The contract as it is.
  ///   - situation: What members know.
  ///   - calls: Receives the trades, in order.
  /// - Complexity: O(*n* log *n*) for *n* members.
  public func match(
    month: Int, at time: Int64, planner: CommunityPlanner, contract: borrowing QuotaContract,
    situation: CommunitySituation, into calls: inout [ContractCall]
  ) {
    guard kind != .none, Int64(month) % max(interval, 1) == 0 else { return }
    let orders = planner.quotaOrders(month: month, contract: contract, situation: situation)
    for match in matches(orders) {
      calls.append(
        ContractCall(
          time: time, caller: match.seller, cosigners: [match.buyer],
          operation: .trade(
            to: match.buyer, quota: Quota(watts: match.watts),
            tokens: Tokens(milliSEB: match.milliSEB))))
    }
  }

  /// A seller and a buyer that agreed.
  public struct Match: Hashable, Sendable {
    /// Who gives quota.
    public var seller: MemberAddress
    /// Who pays.
    public var buyer: MemberAddress
    /// The quota, in watts.
    public var watts: Int64
    /// The tokens, in thousandths.
    public var milliSEB: Int64

    /// Creates a match.
    public init(seller: MemberAddress, buyer: MemberAddress, watts: Int64, milliSEB: Int64) {
      self.seller = seller
      self.buyer = buyer
      self.watts = watts
      self.milliSEB = milliSEB
    }
  }

  /// The trades that orders lead to, area by area in the order of their first orders.
  public func matches(_ orders: [QuotaOrder]) -> [Match] {
    var areas: [UtilityName] = []
    for order in orders where !areas.contains(order.utility) { areas.append(order.utility) }
    var matches: [Match] = []
    for area in areas {
      let sellers = orders.filter { $0.utility == area && $0.isSale }
      let buyers = orders.filter { $0.utility == area && !$0.isSale }
      guard !sellers.isEmpty, !buyers.isEmpty else { continue }
      switch kind {
      case .none: break
      case .bilateral: meet(sellers, buyers, &matches)
      case .callAuction: call(sellers, buyers, &matches)
      }
    }
    return matches
  }
}
