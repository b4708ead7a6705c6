import Agents
import Contracts
import Markets
import Quantities
import RandomStreams
import Scenarios
import Settlement

/// The local market of a run: orders in, trades out, and what each member has contracted for the
/// intervals whose gate has closed.
struct LocalMarket {
  let settings: MarketSettings
  private var strategies: [any BiddingStrategy]
  private let streams: [RandomStream]
  /// The orders of the area that is cleared.
  private(set) var orders: [Order] = []
  /// The orders of each area, collected since the gate was opened.
  private(set) var ordersOfArea: [[Order]]
  /// The area of each member's distribution company: members of different ones can't trade.
  private var areaOfMember: [Int]
  private var areaNames: [String]
  private(set) var clearing = Clearing()
  /// The intervals whose gate has closed and that are not settled, in a ring.
  var ring: [[LocalTrade]]
  /// What mechanisms are told of the network.
  var network: MarketNetwork?

  init(_ scenario: borrowing Scenario) {
    settings = scenario.market
    strategies = scenario.members.map(\.strategy)
    let seed = scenario.seed
    streams = scenario.members.map {
      RandomStream(seed: seed, stream: "bidding", entity: $0.name)
    }
    let none = [LocalTrade](repeating: .none, count: scenario.members.count)
    ring = .init(repeating: none, count: scenario.market.gateClosureLeadIntervals + 1)
    let contract = scenario.contract
    let members = scenario.members
    let utilities =
      contract.map { $0.profiles.map(\.utility.text) } ?? members.map { _ in "" }
    var areaNames: [String] = []
    areaOfMember = utilities.map { areaIndex(of: $0, in: &areaNames) }
    self.areaNames = areaNames
    ordersOfArea = areaNames.map { _ in [] }
  }

  /// The number of areas.
  var areaCount: Int { ordersOfArea.count }

  /// Takes a member to the area of another distribution company.
  mutating func move(member: Int, toAreaOf utility: String) {
    areaOfMember[member] = areaIndex(of: utility, in: &areaNames)
    while ordersOfArea.count < areaNames.count { ordersOfArea.append([]) }
  }

  /// What a member has contracted for an interval whose gate has closed.
  func contracted(byMember member: Int, for interval: Int) -> LocalTrade {
    ring[interval % ring.count][member]
  }

  /// Forgets the orders of the last gate closure.
  mutating func openBook() {
    for area in ordersOfArea.indices { ordersOfArea[area].removeAll(keepingCapacity: true) }
  }

  /// Submits a member's order for an interval, if there is anything to trade.
  ///
  /// - Parameter net: What the member expects to export; negative for what it expects to import.
  mutating func submit(
    _ net: MeteredEnergy, ofMember member: Int, for interval: Int, valuation: Valuation
  ) {
    guard net != .zero else { return }
    var draws = streams[member].draws(at: UInt64(interval))
    let side: Order.Side = net < .zero ? .bid : .offer
    let order = Order(
      trader: Int32(member), side: side, energy: net < .zero ? .zero - net : net,
      limitPrice: strategies[member].limitPrice(for: valuation.quote(side), draws: &draws))
    ordersOfArea[areaOfMember[member]].append(order)
  }

  /// Forgets what members had contracted for the interval that the ring's place was for.
  mutating func beginContracts(for interval: Int) {
    let slot = interval % ring.count
    for member in ring[slot].indices { ring[slot][member] = .none }
  }

  /// Clears the orders of an area and keeps what each member has contracted for an interval.
  ///
  /// - Throws: `QuantityOverflow` when an amount leaves the range of 64 bits.
  mutating func clear(area: Int, for interval: Int) throws(QuantityOverflow) {
    swap(&orders, &ordersOfArea[area])
    defer { ordersOfArea[area].removeAll(keepingCapacity: true) }
    clearOrders(
      orders, by: settings.mechanism,
      ClearingContext(intervalOrdinal: Int64(interval), network: network),
      into: &clearing)
    let slot = interval % ring.count
    for trade in clearing.trades {
      try ring[slot][Int(trade.buyer)].buy(
        trade.energy, for: trade.buyerPrice.cost(of: trade.energy))
      try ring[slot][Int(trade.seller)].sell(
        trade.energy, for: trade.sellerPrice.cost(of: trade.energy))
    }
  }
}

/// The place of a name in a list, to which it is added when it is new.
private func areaIndex(of utility: String, in names: inout [String]) -> Int {
  if let index = names.firstIndex(of: utility) { return index }
  names.append(utility)
  return names.count - 1
}

/// Clears orders; a function of its own, as a span of one property would lock all of `self`.
private func clearOrders(
  _ orders: [Order], by mechanism: any MarketMechanism, _ context: ClearingContext,
  into clearing: inout Clearing
) {
  mechanism.clear(orders.span, context: context, into: &clearing)
}
