import Markets
import Parameters
import TestSupport
import Testing

struct MarketMechanismsTests {
  @Test("Each mechanism has a name of its own and can be made from its defaults")
  func defaultsMakeAMechanism() throws {
    var names: [String] = []
    for type in MarketMechanisms.all {
      let mechanism = try mechanismOfDefaults(type)
      #expect(mechanism.name == type.parameterSet.name)
      names.append(mechanism.name)
    }
    #expect(Set(names).count == names.count)
  }

  @Test("The auctions and pools have the names that scenarios use")
  func auctionsAndPools() throws {
    let names = (MarketMechanisms.auctions + MarketMechanisms.pools).map { $0.parameterSet.name }
    #expect(
      names == [
        "none", "uniform-price-double-auction", "pay-as-bid", "pay-as-offer", "pair-midpoint",
        "mid-market-rate", "supply-demand-ratio", "bill-sharing",
      ])
  }

  @Test("Every rule of an auction or a pool is said in words")
  func rulesAreSaid() throws {
    for type in MarketMechanisms.auctions.dropFirst() + MarketMechanisms.pools {
      let rules = try mechanismOfDefaults(type).rules
      for name in ["price_rule", "tie_rule", "price_rounding", "energy_rounding"] {
        #expect(rules.contains { $0.name == name && !$0.value.isEmpty }, "\(type) \(name)")
      }
    }
  }

  @Test("Every auction and pool keeps its promises", arguments: 0..<200 as Range<UInt64>)
  func promisesHold(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let mechanisms = try (MarketMechanisms.auctions + MarketMechanisms.pools)
      .map(mechanismOfDefaults)
    for book in 0..<50 {
      let orders = randomOrders(
        count: Int.random(in: 0...30, using: &generator), energies: -1...9,
        prices: book % 2 == 0 ? 0...9 : -9...99, using: &generator)
      for mechanism in mechanisms {
        expectMarketPromises(
          of: mechanism, for: orders, context: ClearingContext(intervalOrdinal: Int64(book) - 25))
      }
    }
  }

  private func mechanismOfDefaults(
    _ type: any (MarketMechanism & Parameterized).Type
  ) throws -> any MarketMechanism {
    let defaults = type.parameterSet.parameters.compactMap { parameter in
      parameter.defaultValue.map { (parameter.name, $0) }
    }
    return try type.init(ParameterValues(Dictionary(uniqueKeysWithValues: defaults)))
  }
}
