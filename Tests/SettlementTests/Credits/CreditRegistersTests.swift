import Quantities
import Settlement
import Testing

struct CreditRegistersTests {
  static func random(_ seed: inout UInt64) -> UInt64 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return seed >> 33
  }

  @Test("Half, three tenths and nobody's fifth of four kilowatt-hours")
  func handCalculated() {
    var registers = CreditRegisters(memberCount: 3)
    registers.beginInterval()
    registers.divide(
      Energy(kilowattHours: 4),
      among: [QuotaShare(member: 2, quota: 5_000), QuotaShare(member: 0, quota: 3_000)],
      capacity: Quota(watts: 10_000))
    #expect(registers.credited.map(\.milliwattHours) == [1_200_000, 0, 2_000_000])
    #expect(registers.unallocated == MeteredEnergy(milliwattHours: 800_000))
    #expect(registers.injected == MeteredEnergy(milliwattHours: 4_000_000))
    registers.beginInterval()
    #expect(registers.credited.allSatisfy { $0 == .zero })
    #expect(registers.unallocated == .zero && registers.injected == .zero)
  }

  @Test("Areas of one interval add up, each with its own capacity")
  func areas() {
    var registers = CreditRegisters(memberCount: 2)
    registers.beginInterval()
    registers.divide(
      Energy(kilowattHours: 1), among: [QuotaShare(member: 0, quota: 1_000)],
      capacity: Quota(watts: 1_000))
    registers.divide(
      Energy(kilowattHours: 1), among: [QuotaShare(member: 1, quota: 1_000)],
      capacity: Quota(watts: 4_000))
    #expect(registers.credited.map(\.milliwattHours) == [1_000_000, 250_000])
    #expect(registers.unallocated == MeteredEnergy(milliwattHours: 750_000))
    #expect(registers.injected == MeteredEnergy(milliwattHours: 2_000_000))
  }

  @Test("Without capacity all is unallocated, and nobody is credited with what plants consume")
  func nobody() {
    var registers = CreditRegisters(memberCount: 1)
    registers.beginInterval()
    registers.divide(Energy(kilowattHours: 1), among: [], capacity: .zero)
    registers.divide(
      Energy(wattHours: -3), among: [QuotaShare(member: 0, quota: 5)], capacity: Quota(watts: 5))
    #expect(registers.credited == [.zero])
    #expect(registers.unallocated == MeteredEnergy(milliwattHours: 997_000))
    #expect(registers.unallocated == registers.injected)
  }

  @Test(
    "Every milliwatt-hour is credited once or unallocated, and nothing drifts", arguments: 0..<20)
  func conserved(seed: UInt64) {
    var state = seed
    let count = 1 + Int(Self.random(&state) % 60)
    var rest = Int64(1 + Self.random(&state) % 5_000_000)
    let capacity = Quota(watts: rest)
    let owners = (0..<count).map { member in
      let quota = Int64(Self.random(&state)) % (rest / 4 + 1)
      rest -= quota
      return QuotaShare(member: Int32(member), quota: quota)
    }
    var registers = CreditRegisters(memberCount: count)
    var exact = 0.0
    var sums = [Int64](repeating: 0, count: count)
    var unallocated: Int64 = 0
    var injected: Int64 = 0
    for _ in 0..<2_000 {
      let energy = Energy(wattHours: Double(Self.random(&state) % 1_000_000) / 7)
      exact += energy.wattHours * 1000
      registers.beginInterval()
      registers.divide(energy, among: owners, capacity: capacity)
      let credits = registers.credited.reduce(0) { $0 + $1.milliwattHours }
      #expect(credits + registers.unallocated.milliwattHours == registers.injected.milliwattHours)
      for member in sums.indices {
        #expect(registers.credited[member] >= .zero)
        sums[member] += registers.credited[member].milliwattHours
      }
      unallocated += registers.unallocated.milliwattHours
      injected += registers.injected.milliwattHours
    }
    #expect(abs(Double(injected) - exact) <= 0.5 + exact * 1e-12)
    for owner in owners {
      let share = exact * Double(owner.quota) / Double(capacity.watts)
      #expect(abs(Double(sums[Int(owner.member)]) - share) <= 0.5 + exact * 1e-12)
    }
    let nobodys = exact * Double(rest) / Double(capacity.watts)
    #expect(abs(Double(unallocated) - nobodys) <= Double(count + 1) / 2 + exact * 1e-9)
    #expect(unallocated + sums.reduce(0, +) == injected)
  }

  @Test("Readings are those of an exact register, also half-way between two")
  func likeARegister() {
    var registers = CreditRegisters(memberCount: 1)
    var register = EnergyRegister()
    for step in 0..<1_000 {
      let energy = Energy(wattHours: 0.0005 + Double(step % 7) / 1_024)
      registers.beginInterval()
      registers.divide(energy, among: [QuotaShare(member: 0, quota: 1)], capacity: Quota(watts: 1))
      #expect(registers.credited[0] == register.count(energy))
      #expect(registers.unallocated == .zero)
    }
  }
}
