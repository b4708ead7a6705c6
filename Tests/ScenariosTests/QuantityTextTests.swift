import Parameters
import Scenarios
import Testing

@Suite("Values as people write them")
struct QuantityTextTests {
  let quantities = QuantityText(currency: "EUR")

  struct Example: Sendable {
    let text: String
    let dimension: Dimension
    let value: Double
  }

  static let examples = [
    Example(text: "5 kW", dimension: .power, value: 5000),
    Example(text: "5kW", dimension: .power, value: 5000),
    Example(text: "-0.1 kW", dimension: .power, value: -100),
    Example(text: "0.0003 MW", dimension: .power, value: 300),
    Example(text: "78.381 kW", dimension: .power, value: 78_381),
    Example(text: "1e3\u{A0}W", dimension: .power, value: 1000),
    Example(text: "2.371\u{202F}kvar", dimension: .reactivePower, value: 2371),
    Example(text: "0.30 EUR/kWh", dimension: .energyPrice, value: 0.3),
    Example(text: "85.3 EUR/MWh", dimension: .energyPrice, value: 0.0853),
    Example(text: "15 min", dimension: .duration, value: 900),
    Example(text: "0.25 h", dimension: .duration, value: 900),
    Example(text: "500 ms", dimension: .duration, value: 0.5),
    Example(text: "8.50 EUR/month", dimension: .moneyPerMonth, value: 8.5),
    Example(text: "1.5 SEB", dimension: .tokens, value: 1500),
  ]

  @Test("Powers of ten are applied exactly", arguments: examples)
  func reading(example: Example) throws {
    #expect(try quantities.read(example.text, as: example.dimension) == example.value)
  }

  @Test(
    "What is no quantity is none",
    arguments: [
      "", "kW", "5", "5 kWh", "5 Kw", "5  x", "0x5 kW", "1_000 kW", "5,5 kW", ".5 kW", "5. kW",
      "nan kW", "inf kW", "1e999 kW", "1e20 kW", "5 kW 6 kW", "٥ kW", "5 EUR", "--5 kW", "1e kW",
    ])
  func refusing(text: String) {
    #expect(throws: QuantityText.Fault.self) { try quantities.read(text, as: .power) }
  }

  @Test("A quantity that was written is read back to the last bit", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    for dimension in Dimension.allCases {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(Int64(bitPattern: state) >> 32) / 1e4
      let text = quantities.text(of: value, as: dimension)
      #expect(try quantities.read(text, as: dimension) == value)
    }
  }
}
