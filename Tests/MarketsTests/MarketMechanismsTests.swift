import Markets
import Parameters
import TestSupport
import Testing

struct MarketMechanismsTests {
  @Test("Each mechanism has a name of its own and can be made from its defaults")
  func defaultsMakeAMechanism() throws {
    var names: [String] = []
    for type in MarketMechanisms.all {
      let defaults = type.parameterSet.parameters.compactMap { parameter in
        parameter.defaultValue.map { (parameter.name, $0) }
      }
      let mechanism = try type.init(ParameterValues(Dictionary(uniqueKeysWithValues: defaults)))
      #expect(mechanism.name == type.parameterSet.name)
      names.append(mechanism.name)
    }
    #expect(names == ["none", "uniform-price-double-auction"])
  }

  @Test("Every registered mechanism keeps its promises", arguments: 0..<50 as Range<UInt64>)
  func promisesHold(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 30, energies: 0...9, prices: 0...9, using: &generator)
    for type in MarketMechanisms.all {
      let defaults = type.parameterSet.parameters.compactMap { parameter in
        parameter.defaultValue.map { (parameter.name, $0) }
      }
      let mechanism = try type.init(ParameterValues(Dictionary(uniqueKeysWithValues: defaults)))
      expectMarketPromises(of: mechanism, for: orders)
    }
  }
}
