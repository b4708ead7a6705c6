import Markets
import Parameters
import Quantities
import TestSupport
import Testing

/// What every peer's rule keeps: 200 seeds with 60 books each, for each rule.
struct PeerPromiseTests {
  private static let mechanisms: [any MarketMechanism] = [
    GridLabDAuction(priceCap: EnergyPrice(microsPerKilowattHour: 5)),
    GridLabDAuction(bidOffset: EnergyPrice(microsPerKilowattHour: 1)), TespAuction(),
    AssumePayAsClear(), AssumePayAsBid(), LemlabPayAsClear(),
    LemlabPayAsClear(unit: EnergyPrice(microsPerKilowattHour: 7)), LemlabDiscriminatory(),
    GsyPayAsClear(), GsyPayAsBid(), GsyOneSided(),
    GsyCommunityCoefficients(gridImportFee: EnergyPrice(microsPerKilowattHour: 2)),
    SimplyPayAsClear(), SimplyPayAsClear(gridFee: EnergyPrice(microsPerKilowattHour: 2)),
    PowerTacAuction(), PowerTacAuction(share: 0.9, cap: 3), PowerMatcherAuction(),
    PowerMatcherAuction(
      minimumPrice: EnergyPrice(microsPerKilowattHour: -1),
      maximumPrice: EnergyPrice(microsPerKilowattHour: 5), priceSteps: 3),
  ]

  static let seeds: Range<UInt64> = 0..<200

  @Test("The promises of a market hold", arguments: seeds)
  func keepsPromises(seed: UInt64) {
    for mechanism in Self.mechanisms {
      PeerBooks.forEachBook(seed: seed) { orders, book in
        let clearing = expectMarketPromises(
          of: mechanism, for: orders,
          context: ClearingContext(
            intervalOrdinal: Int64(book), importPrice: EnergyPrice(microsPerKilowattHour: 5)))
        if mechanism.traits.isEfficient, !clearing.isEfficient {
          Issue.record("\(mechanism.name) is not efficient")
        }
        // A fee is paid exactly but for a millionth where its three legs are rounded apart.
        let balance = clearing.auctioneerBalance?.micros ?? .max
        if mechanism is SimplyPayAsClear, abs(balance) > 2 * clearing.trades.count {
          Issue.record("a fee gets lost")
        }
      }
    }
  }

  @Test(
    "Where submission decides ties only, prices and volumes know nothing of it", arguments: seeds)
  func submissionOrderDoesNotMatter(seed: UInt64) {
    // One random order is another's with other luck, and rules that name ties differ in them.
    let indifferent: [any MarketMechanism] = [
      GridLabDAuction(), AssumePayAsClear(), LemlabPayAsClear(), GsyPayAsClear(),
      SimplyPayAsClear(), PowerTacAuction(), PowerMatcherAuction(priceSteps: 7),
    ]
    var generator = TestGenerator(seed: seed)
    for mechanism in indifferent {
      PeerBooks.forEachBook(seed: seed, count: 10) { orders, _ in
        let shuffled = orders.shuffled(using: &generator)
        let (first, second) = (
          PeerBooks.clear(orders, by: mechanism), PeerBooks.clear(shuffled, by: mechanism)
        )
        #expect(first.price == second.price && first.volume == second.volume)
        #expect(first.welfare == second.welfare || mechanism is PowerMatcherAuction)
      }
    }
  }

  private static let extremes: [Int64] = [
    .min, .min + 1, -1, 0, 1, 2, 1 << 32, 1 << 62, .max - 1, .max,
  ]

  @Test(
    "Enormous prices, energies and traders break no promise", arguments: 0..<50 as Range<UInt64>)
  func extremesDoNotTrap(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    func extreme() -> Int64 { Self.extremes.randomElement(using: &generator) ?? 0 }
    func any() -> Int64 { generator.next() % 2 == 0 ? extreme() : generator.nextInteger() }
    for _ in 0..<10 {
      let orders = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        Order(
          trader: Int32(truncatingIfNeeded: any()), side: generator.next() % 2 == 0 ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: any()),
          limitPrice: EnergyPrice(microsPerKilowattHour: any()))
      }
      let price = EnergyPrice(microsPerKilowattHour: any())
      let wide: [any MarketMechanism] = [
        PowerMatcherAuction(
          minimumPrice: EnergyPrice(microsPerKilowattHour: .min),
          maximumPrice: EnergyPrice(microsPerKilowattHour: .max), priceSteps: 1_000_000),
        GridLabDAuction(priceCap: price, bidOffset: price), SimplyPayAsClear(gridFee: price),
        LemlabPayAsClear(unit: price), LemlabDiscriminatory(unit: price),
        GsyCommunityCoefficients(baseRate: price, gridImportFee: price, gridFeeReduction: .nan),
        PowerTacAuction(share: 1, cap: 1000),
      ]
      for mechanism in Self.mechanisms + wide {
        expectMarketPromises(
          of: mechanism, for: orders,
          context: ClearingContext(
            intervalOrdinal: any(), importPrice: price, quotaShares: [0.1, .infinity, -1, 1e300]))
      }
    }
  }

  @Test(
    "A hundred thousand equal orders of one or many traders are cleared", arguments: [1, 1 << 20])
  func manyEqualOrders(traderCount: Int) {
    let orders = (0..<100_000).map { index in
      index % 2 == 0
        ? bid(1, at: 0.2, by: Int32(index % traderCount))
        : offer(1, at: 0.1, by: Int32(index % traderCount))
    }
    for type in MarketMechanisms.peers {
      let mechanism = Self.mechanisms.first { $0.name == type.parameterSet.name } ?? NoMarket()
      let clearing = PeerBooks.clear(orders, by: mechanism)
      let expected: Double =
        switch mechanism {
        // A trader's own bids are skipped.
        case is GsyPayAsBid where traderCount == 1: 0
        // Half of the shares belong to sellers, who need nothing.
        case is GsyCommunityCoefficients where traderCount > 1: 25_000
        default: 50_000
        }
      #expect(clearing.volume.kilowattHours == expected, "\(mechanism.name)")
    }
  }

  @Test("Each rule can be made from its defaults, and says its system, version and fault")
  func rulesAreStored() throws {
    var names: [String] = []
    for type in MarketMechanisms.peers {
      let defaults = type.parameterSet.parameters.compactMap { parameter in
        parameter.defaultValue.map { (parameter.name, $0) }
      }
      let mechanism = try type.init(ParameterValues(Dictionary(uniqueKeysWithValues: defaults)))
      names.append(mechanism.name)
      let keys = Set(mechanism.rules.map(\.name))
      #expect(keys.count == mechanism.rules.count, "\(mechanism.name)")
      #expect(
        keys.isSuperset(of: ["system", "system_version", "price_rule", "tie_rule", "known_fault"]))
    }
    #expect(
      names == [
        "gridlab-d-auction", "tesp", "assume-pay-as-clear", "assume-pay-as-bid",
        "lemlab-pay-as-clear", "lemlab-discriminatory", "gsy-pay-as-clear", "gsy-pay-as-bid",
        "gsy-one-sided", "gsy-community-coefficients", "simply-pay-as-clear", "powertac",
        "powermatcher",
      ])
  }

  @Test("Parameters that contradict one another are refused by name")
  func contradictions() {
    #expect(throws: ParameterError.self) {
      try PowerMatcherAuction(
        ParameterValues([
          "minimumPrice": .number(1), "maximumPrice": .number(1), "priceSteps": .integer(10),
        ]))
    }
    #expect(throws: ParameterError.self) {
      try PowerMatcherAuction(
        ParameterValues([
          "minimumPrice": .number(0), "maximumPrice": .number(1), "priceSteps": .integer(1),
        ]))
    }
    #expect(throws: ParameterError.self) {
      try PowerTacAuction(ParameterValues(["share": .number(.nan), "cap": .number(2)]))
    }
    #expect(throws: ParameterError.self) {
      try PowerTacAuction(ParameterValues(["share": .number(0.5), "cap": .number(0.5)]))
    }
  }
}
