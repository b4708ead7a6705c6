import MarketFiles
import Markets
import Testing

struct BookNetworkTests {
  private func read(_ text: String) throws -> OrderBookFile {
    try OrderBookFile.read(Array(text.utf8), named: "book.json")
  }

  private func faults(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let error as MarketFileError {
      return error.diagnostics.map(\.message)
    } catch {
      return ["\(error)"]
    }
  }

  private static let orders = """
    "bids": [{"id": "b1", "kwh": 1, "price": 1, "trader": "ann", "bus": "far"}],
    "asks": [{"id": "s1", "kwh": 1, "price": 1, "trader": "bob", "bus": "near"}]
    """

  @Test("Buses, zones, distances and the feeder are read as arrays by number")
  func wholeNetwork() throws {
    let book = try read(
      """
      {\(Self.orders),
       "network": {
         "buses": [{"id": "root", "zone": "north"},
                   {"id": "near", "zone": "north", "parent": "root", "r": 0.01, "x": 0.02},
                   {"id": "far", "zone": "south", "parent": "near", "r": 0.03, "x": 0.04,
                    "limit": 0.5, "load": 0.1, "reactiveLoad": -0.05}],
         "distances": [[0, 1, 2], [1, 0, 1.5], [2, 1.5, 0]],
         "feeder": {"minimumVoltage": 0.95, "maximumVoltage": 1.05, "kilowattHoursPerUnit": 25}}}
      """)
    let network = try #require(book.network)
    #expect(book.busNames == ["root", "near", "far"] && book.zoneNames == ["north", "south"])
    #expect(network.busOfTrader == [2, 1] && network.busCount == 3)
    #expect(network.zoneOfBus == [0, 0, 1])
    #expect(network.distances == [0, 1, 2, 1, 0, 1.5, 2, 1.5, 0])
    #expect(
      network.feeder
        == RadialFeeder(
          parents: [-1, 0, 1], resistances: [0, 0.01, 0.03], reactances: [0, 0.02, 0.04],
          branchLimits: [.infinity, .infinity, 0.5], rootVoltage: 1, minimumVoltage: 0.95,
          maximumVoltage: 1.05, activeLoads: [0, 0, 0.1], reactiveLoads: [0, 0, -0.05],
          kilowattHoursPerUnit: 25))
  }

  @Test("Without a network in the file, the zones that orders name are enough")
  func zonesOfOrders() throws {
    let book = try read(
      """
      {"bids": [{"id": "b1", "kwh": 1, "price": 1, "zone": "north"}],
       "asks": [{"id": "s1", "kwh": 1, "price": 1, "zone": "south"},
                {"id": "s2", "kwh": 1, "price": 1, "zone": "north"}]}
      """)
    let network = try #require(book.network)
    #expect(network.busOfTrader == [0, 1, 0] && network.zoneOfBus == [0, 1])
    #expect(network.busCount == 2 && network.feeder == nil)
  }

  struct Case: Sendable {
    let network: String
    let says: String
    var orders = BookNetworkTests.orders
  }

  @Test(
    "What is wrong with a network is said",
    arguments: [
      Case(network: "{}", says: "'network' needs 'buses'."),
      Case(network: "[]", says: "can't read 'network': expected an object, but found a list."),
      Case(
        network: "{\"buses\": [\"near\"]}",
        says: "unknown bus 'far'. Known: 'near'."),
      Case(
        network: "{\"buses\": [\"far\", \"near\", \"far\"]}",
        says: "there is more than one bus called 'far'."),
      Case(
        network: "{\"buses\": [\"far\", \"near\"], \"distances\": [[0, 1]]}",
        says: "'distances' needs 2 rows, one for each bus."),
      Case(
        network: "{\"buses\": [\"far\", \"near\"], \"distances\": [[0, 1], [1]]}",
        says: "a row of 'distances' needs 2 numbers, one for each bus."),
      Case(
        network: "{\"buses\": [\"far\", \"near\"], \"distances\": [[0, -1], [1, 0]]}",
        says: "a distance must be at least 0, but is -1."),
      Case(
        network: "{\"buses\": [\"far\", {\"id\": \"near\", \"zone\": \"a\"}]}",
        says: "the bus 'far' needs 'zone', as others have it."),
      Case(
        network: "{\"buses\": [\"far\", \"near\"], \"fedeer\": {}}",
        says: "unknown key 'fedeer' in 'network'. Did you mean 'feeder'?"),
      Case(
        network: """
          {"buses": ["far", {"id": "near", "r": 1, "x": 1}], "feeder": {"minimumVoltage": 0.9,
           "maximumVoltage": 1.1, "kilowattHoursPerUnit": 1}}
          """, says: "the bus 'near' needs 'parent', the bus on its way to the root."),
      Case(
        network: """
          {"buses": ["far", {"id": "near", "r": 1, "x": 1, "parent": "near"}],
           "feeder": {"minimumVoltage": 1.2, "maximumVoltage": 1.1, "kilowattHoursPerUnit": 0}}
          """, says: "'kilowattHoursPerUnit' must be above 0, but is 0."),
      Case(
        network: "{\"buses\": [\"far\", \"near\"]}",
        says: "the order 'b1' needs 'bus', because the book has a network.",
        orders: """
          "bids": [{"id": "b1", "kwh": 1, "price": 1}],
          "asks": [{"id": "s1", "kwh": 1, "price": 1, "bus": "near"}]
          """),
      Case(
        network: "{\"buses\": [\"far\", \"near\"]}",
        says: "the trader 'ann' stands at another bus in an order above.",
        orders: """
          "bids": [{"id": "b1", "kwh": 1, "price": 1, "bus": "far", "trader": "ann"}],
          "asks": [{"id": "s1", "kwh": 1, "price": 1, "bus": "near", "trader": "ann"}]
          """),
    ])
  func faults(of wrong: Case) {
    let found = faults("{\(wrong.orders), \"network\": \(wrong.network)}")
    #expect(found.contains(wrong.says), "\(found)")
  }
}
