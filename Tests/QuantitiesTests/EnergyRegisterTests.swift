import Quantities
import TestSupport
import Testing

@Suite struct EnergyRegisterTests {
  @Test("A million random additions never drift by a milliwatt-hour", arguments: 0..<2)
  func neverDrifts(seed: UInt64) {
    var bits = TestGenerator(seed: seed)
    var register = EnergyRegister()
    var read = MeteredEnergy.zero
    // The exact sum in units of 2⁻⁴⁰ Wh, which all additions are multiples of.
    var exact: Int128 = 0
    var worst = 0.0
    var surprises = 0
    for _ in 0..<1_000_000 {
      let units = Int64(bitPattern: bits.next()) >> Int64(11 + bits.next() % 40)
      exact += Int128(units)
      let energy = Energy(wattHours: Double(units) * 0x1p-40)
      let expected = register.reading(adding: energy)
      let reading = register.count(energy)
      if reading != expected { surprises += 1 }
      read += reading
      // 1000 mWh per Wh, compared in units of 2⁻⁴⁰ mWh.
      let difference = Int128(read.milliwattHours) << 40 - exact * 1000
      worst = max(worst, Double(difference.magnitude) * 0x1p-40)
    }
    #expect(worst < 0.5 + 1e-3)
    #expect(surprises == 0)
    #expect(register.remainderMilliwattHours.magnitude <= 0.5)
  }

  @Test("Thirds of a milliwatt-hour are read as one at each third addition")
  func thirds() {
    var register = EnergyRegister()
    let readings = (0..<9).map { _ in register.count(Energy(wattHours: 0.001 / 3)).milliwattHours }
    #expect(readings == [0, 1, 0, 0, 1, 0, 0, 1, 0])
  }

  @Test("Energies that are no number or too large throw and leave the register as it was")
  func extremes() throws {
    var register = EnergyRegister()
    _ = register.count(Energy(wattHours: 0.00025))
    let before = register
    for wattHours in [Double.nan, .infinity, -.infinity, 9e15, -1e300] {
      #expect(throws: QuantityOverflow.self) {
        try register.countIfPossible(Energy(wattHours: wattHours))
      }
      #expect(register == before)
    }
    let reading = try register.countIfPossible(Energy(wattHours: -8.9e15))
    #expect(reading.milliwattHours == -8_900_000_000_000_000_000)
  }
}
