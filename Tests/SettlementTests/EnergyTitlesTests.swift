import Quantities
import Settlement
import TestSupport
import Testing

struct EnergyTitlesTests {
  /// The meters, the credit and the trades of a member's interval.
  struct Interval {
    var imported = MeteredEnergy.zero
    var exported = MeteredEnergy.zero
    var credited = MeteredEnergy.zero
    var bought = MeteredEnergy.zero
    var sold = MeteredEnergy.zero

    var titles: EnergyTitles {
      get throws {
        try EnergyTitles(
          imported: imported, exported: exported, credited: credited, bought: bought, sold: sold)
      }
    }

    var residual: Residual {
      get throws {
        try Residual(
          imported: imported, exported: exported, credited: credited, bought: bought, sold: sold)
      }
    }
  }

  @Test("A credit offsets consumption first, and its rest is a surplus like own export")
  func creditOrder() throws {
    let interval = Interval(
      imported: MeteredEnergy(milliwattHours: 10), exported: MeteredEnergy(milliwattHours: 4),
      credited: MeteredEnergy(milliwattHours: 9), bought: .zero,
      sold: MeteredEnergy(milliwattHours: 2))
    let residual = try interval.residual
    #expect(residual.usedCredit == MeteredEnergy(milliwattHours: 6))
    #expect(residual.fromSupplier == .zero)
    #expect(residual.toSupplier == MeteredEnergy(milliwattHours: 1))
    let titles = try interval.titles
    #expect(titles.netted == MeteredEnergy(milliwattHours: 4))
    #expect(titles.localInjected == MeteredEnergy(milliwattHours: 2))
    #expect(titles.supplierInjected == MeteredEnergy(milliwattHours: 1))
  }

  @Test("A third of twelve kilowatt-hours each, used up to the demand")
  func staticShares() throws {
    var registers = CreditRegisters(memberCount: 3)
    registers.beginInterval()
    registers.divide(
      Energy(kilowattHours: 12), among: (0..<3).map { QuotaShare(member: $0, quota: 1_000) },
      capacity: Quota(watts: 3_000))
    let residuals = try zip([4, 2, 10], registers.credited).map { demand, credit in
      try Residual(
        imported: SupplyAccountsTests.kilowattHours(demand), exported: .zero, credited: credit,
        bought: .zero, sold: .zero)
    }
    #expect(residuals.map(\.usedCredit.kilowattHours) == [4, 2, 4])
    #expect(residuals.map(\.toSupplier.kilowattHours) == [0, 2, 0])
    #expect(residuals.map(\.fromSupplier.kilowattHours) == [0, 0, 6])
  }

  @Test("Every injected and every consumed milliwatt-hour has one title", arguments: 0..<200)
  func oneTitle(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    func draw(_ bound: UInt64) -> MeteredEnergy {
      MeteredEnergy(milliwattHours: Int64(bits.next() % bound))
    }
    let count = 2 + Int(bits.next() % 10)
    var members = (0..<count).map { _ in Interval() }
    for member in members.indices {
      if bits.next() % 3 > 0 { members[member].imported = draw(5_000) }
      if bits.next() % 3 > 0 { members[member].exported = draw(5_000) }
    }
    var registers = CreditRegisters(memberCount: count)
    registers.beginInterval()
    registers.divide(
      Energy(wattHours: Double(bits.next() % 9_000) / 977),
      among: members.indices.map { QuotaShare(member: Int32($0), quota: Int64(bits.next() % 90)) },
      capacity: Quota(watts: 1_000))
    for member in members.indices { members[member].credited = registers.credited[member] }
    // Trades follow forecasts, so they fit neither need nor surplus, and some members do both.
    for _ in 0..<bits.next() % 20 {
      let energy = draw(2_000)
      members[Int(bits.next() % UInt64(count))].bought += energy
      members[Int(bits.next() % UInt64(count))].sold += energy
    }

    var (delivered, taken) = (MeteredEnergy.zero, registers.unallocated)
    var physical = -registers.injected
    var local = MeteredEnergy.zero
    for member in members {
      let titles = try member.titles
      let residual = try member.residual
      let discharged =
        titles.netted + titles.quota + titles.localConsumed + titles.supplierConsumed
      #expect(discharged == member.imported)
      let titled = titles.netted + titles.quota + titles.localInjected + titles.supplierInjected
      #expect(titled == member.exported + member.credited)
      #expect(titles.quota == residual.usedCredit)
      #expect(titles.supplierConsumed + titles.soldInExcess == residual.fromSupplier)
      #expect(titles.supplierInjected + titles.boughtInExcess == residual.toSupplier)
      #expect(min(residual.fromSupplier, residual.toSupplier) == .zero)
      // A credit is left over only where there is nothing left that it could offset.
      #expect(
        titles.quota == member.credited || titles.localConsumed + titles.supplierConsumed == .zero)
      local += titles.localConsumed + titles.boughtInExcess
      local -= titles.localInjected + titles.soldInExcess
      delivered += residual.fromSupplier
      taken += residual.toSupplier
      physical += member.imported - member.exported
    }
    #expect(local == .zero)
    // What the supplier delivers and takes is what flows in from outside.
    #expect(delivered - taken == physical)
  }
}
