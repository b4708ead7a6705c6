import Parameters
import Testing

@Suite("Descriptions of parameters")
struct VariantsTests {
  let variants = Variants(
    name: "tariff", selector: .key("kind", default: "flat"),
    common: [Parameter("name", .text, "Name.")],
    kinds: [
      ParameterSet(name: "flat", "Flat.", [Parameter("price", .quantity(.energyPrice), "Price.")]),
      ParameterSet(name: "free", "Free.", []),
    ], "A tariff.")

  @Test("A section of one kind has the key of the kind, the common keys and its own")
  func wholeSet() {
    #expect(variants.parameterSet(ofKind: 0).parameters.map(\.name) == ["kind", "name", "price"])
    #expect(variants.parameterSet(ofKind: 1).parameters.map(\.name) == ["kind", "name"])
    #expect(variants.kindParameter?.kind == .choice(["flat", "free"]))
    #expect(variants.kindParameter?.defaultValue == .text("flat"))
  }

  @Test("Every dimension has a base unit, and its example is one of its own units")
  func dimensions() {
    for dimension in Dimension.allCases {
      #expect(dimension.units.first?.factor == 1)
      #expect(dimension.units.contains { dimension.example.contains(" \($0.symbol)'") })
      #expect(Set(dimension.units.map(\.symbol)).count == dimension.units.count)
    }
  }

  @Test("Values are found by name, and what is absent is absent")
  func values() {
    let values = ParameterValues(["a": .number(2), "b": .texts(["x"]), "c": .integer(3)])
    #expect(values.number("a") == 2)
    #expect(values.optionalNumber("z") == nil)
    #expect(values.texts("b") == ["x"])
    #expect(values.texts("z").isEmpty)
    #expect(values.integer("c") == 3)
    #expect(values.list("z").isEmpty)
  }
}
