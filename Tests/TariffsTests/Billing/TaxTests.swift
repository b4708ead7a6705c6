import Quantities
import Tariffs
import Testing

/// Taxes inside the price: `br_tax_gross_up.json` and `br_scee_invoices.json` in general form.
struct TaxTests {
  static func inside(_ icms: Double, _ federal: Double) -> TaxRule {
    var rule = TaxRule()
    rule.method = .insideEach
    // PIS and COFINS are two taxes that act as one rate.
    let part = BillingSamples.energy(federal) / 3
    rule.taxes = [
      Tax("ICMS", rateMillionths: BillingSamples.energy(icms), group: 0),
      Tax("PIS", rateMillionths: part, group: 1),
      Tax("COFINS", rateMillionths: BillingSamples.energy(federal) - part, group: 1),
    ]
    return rule
  }

  private func bill(_ price: Double, kilowattHours: Double, _ taxes: TaxRule) throws -> Bill {
    var plan = BillingSamples.flat(price)
    plan.taxes = taxes
    return try BillingSamples.bills(
      plan, BillingSamples.meter([kilowattHours]), on: BillingSamples.grid(count: 1))[0]
  }

  @Test("A price with taxes inside is that of the printed bills", arguments: 0..<2)
  func inside(index: Int) throws {
    struct Vector: Decodable {
      struct Case: Decodable {
        var base: Double
        var icms: Double
        var pisCofins: Double
        var printed: Double
        var formulaValue: Double
        enum CodingKeys: String, CodingKey {
          case icms, pisCofins, formulaValue
          case base = "baseR$Kwh"
          case printed = "expectedBilledR$Kwh"
        }
      }
      var invoiceCases: [Case]
    }
    let example = try BillingSamples.vector("br_tax_gross_up", as: Vector.self)
      .invoiceCases[index]
    var rule = Self.inside(example.icms, example.pisCofins)
    let exact = try bill(example.base, kilowattHours: 1000, rule)
    #expect(exact.total.micros == BillingSamples.micros(1000 * example.formulaValue))
    #expect(exact.lines[0].net.micros == BillingSamples.micros(1000 * example.base))
    rule.priceDecimals = 5
    let cut = try bill(example.base, kilowattHours: 1000, rule)
    #expect(cut.total.micros == BillingSamples.micros(1000 * example.printed))
  }

  @Test("Taxes that are shares of one price together divide it once")
  func together() throws {
    var rule = Self.inside(0.225, 0.0865)
    rule.method = .insideTogether
    let bill = try bill(85, kilowattHours: 1, rule)
    #expect(abs(bill.total.micros - 123_456_790) <= 0)
  }

  @Test("Taxes on top are added, and components without taxes stay as they are")
  func onTop() throws {
    var rule = Self.inside(0.1, 0.05)
    rule.method = .onTop
    #expect(try bill(2, kilowattHours: 10, rule).total.micros == 23_000_000)
    var plan = BillingSamples.flat(2)
    plan.taxes = rule
    plan.components[0].isTaxed = false
    var levy = FixedCharge("street lighting", party: .government, price: BillingSamples.price(31))
    levy.isTaxed = false
    levy.isLevy = true
    plan.fixed = [levy]
    let bills = try BillingSamples.bills(
      plan, BillingSamples.meter(Array(repeating: 0, count: 743) + [10]),
      on: BillingSamples.grid(count: 744))
    #expect(bills[0].total.micros == 51_000_000)
    #expect(bills[0].lines.map(\.kind) == [.energy, .levy])
  }

  @Test("Each line is rounded once, to the decimals and by the rule of the plan")
  func rounding() throws {
    var plan = BillingSamples.flat(0.005)
    func total(_ rule: BillRounding.Rule, decimals: Int, _ energy: Double) throws -> Int64 {
      plan.rounding.rule = rule
      plan.rounding.decimals = decimals
      return try BillingSamples.total(
        plan, BillingSamples.meter([energy]), on: BillingSamples.grid(count: 1))
    }
    #expect(try total(.halfToEven, decimals: 2, 1) == 0)
    #expect(try total(.halfToEven, decimals: 2, 3) == 20000)
    #expect(try total(.halfAwayFromZero, decimals: 2, 1) == 10000)
    #expect(try total(.towardZero, decimals: 2, 3) == 10000)
    #expect(try total(.halfToEven, decimals: 0, 301) == 2_000_000)
    plan.rounding.energyDecimals = 0
    #expect(try total(.halfToEven, decimals: 6, 2.6) == 15000)
  }
}
