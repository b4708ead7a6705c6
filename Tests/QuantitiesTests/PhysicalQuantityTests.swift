import Quantities
import Testing

@Suite struct PhysicalQuantityTests {
  @Test("Units convert by factors of a thousand, and power times time is energy")
  func units() {
    #expect(Power(kilowatts: 7.4).watts == 7400)
    #expect(Power(watts: 1500).kilowatts == 1.5)
    #expect(Energy(kilowattHours: 2.5).wattHours == 2500)
    #expect(Energy(wattHours: 250).kilowattHours == 0.25)
    #expect(Voltage(kilovolts: 20).volts == 20_000)
    #expect((Power(watts: 400) * .minutes(15)).wattHours == 100)
    #expect([Power.unitSymbol, Energy.unitSymbol, Voltage.unitSymbol] == ["W", "Wh", "V"])
  }

  @Test("Quantities add, scale, compare and divide like their numbers")
  func arithmetic() {
    let small = Power(watts: 2)
    let large = Power(watts: 6)
    #expect(small + large == Power(watts: 8))
    #expect(small - large == Power(watts: -4))
    #expect(-small == Power(watts: -2))
    #expect(small * 3 == large)
    #expect(large / 3 == small)
    #expect(large / small == 3)
    #expect(small < large)
    #expect(Power.zero.watts == 0)
  }
}
