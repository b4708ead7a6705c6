public import Contracts
import Quantities
public import RandomStreams

/// What a member wants to sell or buy of quota, and its limit price.
public struct QuotaOrder: Hashable, Sendable {
  /// Who orders.
  public var address: MemberAddress
  /// The area, which quota never leaves.
  public var utility: UtilityName
  /// Whether quota is sold.
  public var isSale: Bool
  /// The quota, in watts: what the seller owns or, at the limit price, what the buyer can pay.
  public var watts: Int64
  /// The tokens that the buyer owns, in thousandths; 0 for a sale.
  public var milliSEB: Int64
  /// The least price of a sale or the greatest one of a purchase, in SEB per kW, which is mSEB per W.
  public var limitPrice: Double
  /// The draws that decide whom the member meets, and who comes first at equal prices.
  var draws: RandomDraws

  /// Creates an order.
  public init(
    address: MemberAddress, utility: UtilityName, isSale: Bool, watts: Int64, milliSEB: Int64,
    limitPrice: Double, draws: RandomDraws
  ) {
    self.address = address
    self.utility = utility
    self.isSale = isSale
    self.watts = watts
    self.milliSEB = milliSEB
    self.limitPrice = limitPrice
    self.draws = draws
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.address == right.address && left.utility == right.utility && left.isSale == right.isSale
      && left.watts == right.watts && left.milliSEB == right.milliSEB
      && left.limitPrice == right.limitPrice
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(address)
    hasher.combine(watts)
  }
}

extension CommunityPlanner {
  /// What the members want to trade in a month, in the order of their admission.
  public func quotaOrders(
    month: Int, contract: borrowing QuotaContract, situation: CommunitySituation
  ) -> [QuotaOrder] {
    var orders: [QuotaOrder] = []
    var costs: [UtilityName: Double?] = [:]
    for index in 0..<contract.state.members.count {
      let trader = contract.state.members[index]
      guard trader.quota > .zero || trader.tokens > .zero, let member = indices[trader.address]
      else { continue }
      let newest: Double?
      if let known = costs[trader.utility] {
        newest = known
      } else {
        newest = newestCost(in: trader.utility, contract)
        costs[trader.utility] = newest
      }
      let cost = newest ?? participants[member].policies.proposal.referenceCost
      if let order = quotaOrder(of: trader, member, cost: cost, month: month, situation) {
        orders.append(order)
      }
    }
    return orders
  }

  private func quotaOrder(
    of trader: ContractMember, _ member: Int, cost: Double, month: Int,
    _ situation: CommunitySituation
  ) -> QuotaOrder? {
    let policies = participants[member].policies
    let policy = policies.quotaTrade
    let isDeparting = states[member].departure != nil
    var draws = streams[member].quotaTrade.draws(at: UInt64(bitPattern: Int64(month)))
    let participates = draws.bernoulli(probability: policy.participation)
    let factor = max(0, 1 + draws.normal(standardDeviation: policy.priceSpread))
    guard participates || isDeparting else { return nil }
    let known = self.situation(of: member, in: situation)
    let quota = Double(trader.quota.watts)
    let surplus =
      isDeparting
      ? quota
      : policy.surplus(
        consumption: consumption(of: member, in: situation),
        credits: quota / 1000 * situation.plantYield, bank: known.bankedCredits,
        coverage: policies.funding.coverage, yield: situation.plantYield) * 1000
    guard surplus.magnitude >= policy.minimumLot else { return nil }
    let value = policies.funding.value(
      yield: situation.plantYield, creditValue: known.creditValue)
    let tokenValue = FundingPolicy.tokenValue(cost: cost, quotaPrice: situation.quotaPrice)
    var order = QuotaOrder(
      address: trader.address, utility: trader.utility, isSale: surplus > 0, watts: 0,
      milliSEB: 0, limitPrice: policy.minimumPrice, draws: draws)
    if order.isSale {
      order.watts = min(whole(surplus), trader.quota.watts)
      order.limitPrice = policy.within(factor * policy.ask(value: value, tokenValue: tokenValue))
    } else {
      order.limitPrice = policy.within(
        factor
          * policy.bid(value: value, tokenValue: tokenValue, quotaPrice: situation.quotaPrice))
      order.milliSEB = trader.tokens.milliSEB
      order.watts = min(whole(-surplus), whole(Double(order.milliSEB) / order.limitPrice))
    }
    return Double(order.watts) >= max(policy.minimumLot, 1) ? order : nil
  }
}
