import Contracts
import Quantities
import Scenarios
import Settlement
import Tariffs

/// How the energy of shared plants reaches the owners of quota.
extension IntervalCycle {
  /// Takes the registers for the interval that begins, if they have changed.
  mutating func takeQuotas() {
    guard community?.takeNewRegisters() == true, let community else { return }
    // Within an interval its energy is divided by the registers and names of its beginning.
    for (old, new) in community.renamings { sharedPlants?.rename(old, to: new) }
    self.community?.forgetRenamings()
    quotaCredits?.take(community.state, memberOfAddress: community.memberOfAddress)
  }

  /// Finds what members expect of quota in a delivery interval.
  mutating func forecastCredits(for delivery: Range<Instant>) {
    guard let plants = sharedPlants, !plants.plants.isEmpty else { return }
    guard market.settings.knowsProfiles else {
      quotaCredits?.expectTheSame()
      return
    }
    quotaCredits?.expect(plants, wattHoursPerWatt: plants.wattHoursPerWatt(in: delivery, devices))
  }

  /// Divides what the shared plants have injected in the interval that ends.
  mutating func divideSharedEnergy() throws {
    guard let plants = sharedPlants, !plants.plants.isEmpty else { return }
    try quotaCredits?.divide(plants)
    try quotaCredits?.earn(periods: tariffClock.periods, tariffOfMember: tariffOfMember)
    if let credits = quotaCredits {
      try books.countUnallocated(credits.interval.unallocated)
      try books.countUnallocated(credits.monthly.unallocated)
    }
  }

  /// Lets the credits of the month reduce the bills, keeps the rest in the bank, and charges the
  /// upkeep of the shared plants to the owners of quota.
  mutating func compensateMonth(at now: Instant) throws {
    guard let plants = sharedPlants, let community, quotaCredits != nil else { return }
    try chargeUpkeep(plants.settings.upkeep, to: community, at: now)
    for member in tariffOfMember.indices {
      guard let credits = quotaCredits, credits.bank.totals[member].earned > .zero else { continue }
      let used = try quotaCredits?.bank.compensate(
        books.supplied(toMember: member), minimum: plants.settings.minimumConsumption,
        member: member, month: credits.month)
      for (period, energy) in (used ?? []).enumerated() where energy > .zero {
        try books.compensate(energy, member: member, period: period)
      }
      try recordCredits(ofMember: member, at: now)
    }
    quotaCredits?.beginMonth()
  }

  /// Charges each owner of quota for its kilowatts and the share of the year that has passed since
  /// the billing period began.
  private mutating func chargeUpkeep(
    _ yearly: Money, to community: CommunityContract, at now: Instant
  ) throws {
    guard yearly > .zero else { return }
    let span = Int128(now.nanoseconds - books.billingStart.nanoseconds)
    let year: Int128 = 31_556_952_000_000_000
    for owner in community.state.members where owner.quota > .zero {
      guard let member = community.memberOfAddress[owner.address] else { continue }
      let amount = quotientRoundedHalfToEven(
        Int128(yearly.micros) * Int128(owner.quota.watts) * (span / 1_000_000_000),
        by: 1000 * (year / 1_000_000_000))
      try books.chargeUpkeep(Money(micros: Int64(clamping: amount)), member: member)
    }
  }
}
