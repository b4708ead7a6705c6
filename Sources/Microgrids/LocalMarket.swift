import Agents
import Contracts
import Markets
import Quantities
import RandomStreams
import Scenarios
import Settlement

/// The local market of a run: what members wish goes in, trades come out, and what each member has
/// contracted for the intervals whose gate has closed.
///
/// Members of different distribution companies can't trade, so each area is cleared by itself.
struct LocalMarket {
  let settings: MarketSettings
  /// What mechanisms may know of the network; the same in every interval.
  var network: MarketNetwork?
  var strategies: [any BiddingStrategy]
  /// Whether members forecast from profiles, rather than from their last reading.
  let knowsProfiles: Bool
  /// Which events each member's strategy wants to see.
  private let habits: [StrategyHabits]
  private let biddingStreams: [RandomStream]
  /// The random numbers of each stage's clearing, and of the order in which orders arrive.
  private let clearingStreams: [RandomStream]
  private let arrivalStreams: [RandomStream]
  /// What is left of the wishes of each area, collected since the gate was opened.
  private var wishesOfArea: [[Wish]]
  /// The area of each member's distribution company.
  private var areaOfMember: [Int]
  private var areaNames: [String]
  /// The session under way; reused.
  private(set) var session = TradingSession()
  /// The intervals whose gate has closed and that are not settled, in a ring.
  var ring: [[LocalTrade]]
  /// The positions that members have announced for these intervals, as injections.
  private var announcedRing: [[MeteredEnergy]]
  /// What the owner of the network receives of the trades for these intervals.
  var feeRing: [Money]

  init(_ scenario: borrowing Scenario) {
    settings = scenario.market
    knowsProfiles = scenario.market.knowsProfiles
    strategies = scenario.members.map(\.strategy)
    habits = scenario.members.map { type(of: $0.strategy).habits }
    let seed = scenario.seed
    biddingStreams = scenario.members.map {
      RandomStream(seed: seed, stream: "bidding", entity: $0.name)
    }
    let names =
      scenario.market.stages.map(\.name)
      + (scenario.market.settlementStage == nil ? [] : [MarketStage.settlementName])
    clearingStreams = names.map { RandomStream(seed: seed, stream: "clearing", entity: $0) }
    arrivalStreams = names.map { RandomStream(seed: seed, stream: "arrival", entity: $0) }
    let count = (scenario.market.stages.map(\.leadIntervals).max() ?? 0) + 1
    let members = scenario.members
    ring = .init(repeating: members.map { _ in .none }, count: count)
    announcedRing = .init(repeating: members.map { _ in .zero }, count: count)
    feeRing = .init(repeating: .zero, count: count)
    let contract = scenario.contract
    let utilities =
      contract.map { $0.profiles.map(\.utility.text) } ?? members.map { _ in "" }
    var areaNames: [String] = []
    areaOfMember = utilities.map { areaIndex(of: $0, in: &areaNames) }
    self.areaNames = areaNames
    wishesOfArea = areaNames.map { _ in [] }
  }

  /// The number of areas.
  var areaCount: Int { wishesOfArea.count }

  /// The stage of a number; behind those before delivery comes the one after it.
  func stage(_ number: Int) -> MarketStage {
    number < settings.stages.count
      ? settings.stages[number] : settings.settlementStage ?? settings.spot
  }

  /// The number of the stage after delivery; `nil` without one.
  var settlementStageNumber: Int? {
    settings.settlementStage == nil ? nil : settings.stages.count
  }

  /// Takes a member to the area of another distribution company.
  mutating func move(member: Int, toAreaOf utility: String) {
    areaOfMember[member] = areaIndex(of: utility, in: &areaNames)
    while wishesOfArea.count < areaNames.count { wishesOfArea.append([]) }
  }
}

extension LocalMarket {
  /// What the mechanisms of a scenario know of its network; `nil` where none asks.
  static func network(of scenario: borrowing Scenario) -> MarketNetwork? {
    let market = scenario.market
    var needs = market.settlementStage?.mechanism.needs ?? []
    for stage in market.stages { needs.formUnion(stage.mechanism.needs) }
    guard !needs.isDisjoint(with: [.distances, .zones]), let network = scenario.network else {
      return nil
    }
    // A feeder changes with each interval; only the feeder check knows it.
    return MarketFeeder(
      network.network, busOfTrader: scenario.members.map { $0.bus ?? 0 },
      needs: needs.subtracting(.feeder),
      hours: Double(scenario.time.intervalNanoseconds) / 3.6e12)?.network
  }
}

// MARK: Contracts

extension LocalMarket {
  /// What a member has contracted for an interval whose gate has closed.
  func contracted(byMember member: Int, for interval: Int) -> LocalTrade {
    ring[interval % ring.count][member]
  }

  /// The position that a member announced for an interval, as an injection.
  func announced(byMember member: Int, for interval: Int) -> MeteredEnergy {
    announcedRing[interval % ring.count][member]
  }

  /// What the owner of the network receives of the trades for an interval.
  func networkFees(for interval: Int) -> Money { feeRing[interval % ring.count] }

  /// Forgets what members had contracted for the interval that the ring's place was for.
  mutating func beginContracts(for interval: Int) {
    let slot = interval % ring.count
    for member in ring[slot].indices {
      ring[slot][member] = .none
      announcedRing[slot][member] = .zero
    }
    feeRing[slot] = .zero
  }

  /// Keeps the position that a member announces for an interval.
  mutating func announce(_ net: MeteredEnergy, ofMember member: Int, for interval: Int) {
    announcedRing[interval % ring.count][member] = net
  }

  /// Replaces what a member has contracted for an interval.
  mutating func setContract(_ trade: LocalTrade, ofMember member: Int, for interval: Int) {
    ring[interval % ring.count][member] = trade
  }
}

// MARK: Sessions

extension LocalMarket {
  /// Forgets the wishes of the last gate closure.
  mutating func openBook() {
    for area in wishesOfArea.indices { wishesOfArea[area].removeAll(keepingCapacity: true) }
  }

  /// Submits what a member wishes to trade for an interval.
  ///
  /// - Parameters:
  ///   - net: What it wishes to sell; negative for what it wishes to buy.
  ///   - valuation: What energy is worth to it.
  ///   - limit: The marginal value, where it is not that of the tariff.
  ///   - response: The number of the flexible response that the wish is for; −1 for the position.
  mutating func submit(
    _ net: MeteredEnergy, ofMember member: Int, valuation: Valuation, limit: EnergyPrice? = nil,
    response: Int32 = -1
  ) {
    guard net != .zero else { return }
    let side: Order.Side = net < .zero ? .bid : .offer
    var quote = valuation.quote(side)
    if let limit { quote.limit = limit }
    wishesOfArea[areaOfMember[member]].append(
      Wish(
        member: Int32(truncatingIfNeeded: member), response: response,
        left: net < .zero ? .zero - net : net, quote: quote))
  }

  /// Begins the session of an area: takes the wishes over.
  mutating func beginSession(area: Int, stage number: Int, for interval: Int) {
    session.begin(&wishesOfArea[area])
    let ordinal = UInt64(truncatingIfNeeded: interval)
    for wish in session.wishes.indices {
      session.wishes[wish].draws =
        biddingStreams[Int(session.wishes[wish].member)].draws(at: ordinal)
    }
  }

  /// Lets members quote what they still wish to trade.
  mutating func quote(round: Int, stage number: Int, for interval: Int) {
    let stage = stage(number)
    session.quote(
      round: round, of: stage.rounds, by: &strategies,
      arrival: stage.mechanism.traits.isIndifferentToOrder
        ? nil : arrivalStreams[number].draws(at: ordinal(of: round, stage, interval)))
  }

  /// What the mechanism of a stage may know in a round.
  func context(round: Int, stage number: Int, for interval: Int) -> ClearingContext {
    let draws = clearingStreams[number].draws(at: ordinal(of: round, stage(number), interval))
    var context = ClearingContext(
      intervalOrdinal: Int64(interval), draws: draws, network: network)
    session.setRetailPrices(of: &context)
    return context
  }

  private func ordinal(of round: Int, _ stage: MarketStage, _ interval: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: interval * stage.rounds + round)
  }

  /// Clears what members have quoted, and keeps what they have contracted.
  ///
  /// - Throws: `QuantityOverflow` when an amount leaves the range of 64 bits.
  mutating func clear(
    round: Int, stage number: Int, for interval: Int
  ) throws(QuantityOverflow) {
    let context = context(round: round, stage: number, for: interval)
    session.clear(by: stage(number).mechanism, context)
    let slot = interval % ring.count
    try session.settle(into: &ring[slot], fees: &feeRing[slot])
    session.teach(&strategies, habits)
  }
}

/// The place of a name in a list, to which it is added when it is new.
private func areaIndex(of utility: String, in names: inout [String]) -> Int {
  if let index = names.firstIndex(of: utility) { return index }
  names.append(utility)
  return names.count - 1
}
