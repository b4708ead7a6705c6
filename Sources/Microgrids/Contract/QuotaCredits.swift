import Contracts
import Quantities
import Scenarios
import Settlement
import Tariffs

/// What quota credits each member with: within the interval, and for the month.
struct QuotaCredits {
  /// The registers when the interval began.
  private(set) var areas = QuotaAreas()
  /// The energy of plants that are settled in each interval.
  private(set) var interval: CreditRegisters
  /// The energy of plants that are settled by the month.
  private(set) var monthly: CreditRegisters
  /// What each member expects in the interval whose gate closes.
  private(set) var expected: [MeteredEnergy]
  /// The credits that are settled by the month.
  var bank: CreditBank
  /// The number of the billing period.
  private(set) var month = 0
  /// What had become of each member's credits when the month began.
  private(set) var totalsBefore: [CreditTotals]
  private var forecast: CreditRegisters
  private let memberCount: Int

  init(_ scenario: borrowing Scenario, settings: SharedPlantSettings) {
    memberCount = scenario.members.count
    let tariffs = scenario.tariffs
    interval = CreditRegisters(memberCount: memberCount)
    monthly = interval
    forecast = interval
    expected = Array(repeating: .zero, count: memberCount)
    bank = CreditBank(
      memberCount: memberCount,
      periodCounts: scenario.members.map { tariffs[$0.tariff].plan.periods.names.count },
      // Credits of a month live in it and in the months that follow, 60 in all by default.
      lifeMonths: max(settings.creditLifeMonths - 1, 0))
    totalsBefore = bank.totals
  }

  /// Takes the registers as they are for the interval that begins.
  mutating func take(_ state: borrowing ContractState, memberOfAddress: [MemberAddress: Int]) {
    areas.update(state, memberOfAddress: memberOfAddress)
  }

  /// The most energy that is divided in an interval, in watt-hours: a terawatt-hour.
  private static let greatestEnergy = 1e12

  /// Divides what the plants have injected in the interval.
  ///
  /// - Throws: `QuantityOverflow` when it is more than a terawatt-hour.
  mutating func divide(_ plants: borrowing SharedPlants) throws(QuantityOverflow) {
    guard plants.wattHours.magnitude < Self.greatestEnergy else {
      throw QuantityOverflow(calculation: "the energy of shared plants in an interval")
    }
    interval.beginInterval()
    monthly.beginInterval()
    for area in areas.areas {
      var (perInterval, perMonth) = (0.0, 0.0)
      for plant in plants.plants where plant.utility == area.utility {
        if plant.settlement == .interval {
          perInterval += plant.wattHours
        } else {
          perMonth += plant.wattHours
        }
      }
      if perInterval != 0 {
        interval.divide(
          Energy(wattHours: perInterval), among: area.owners, capacity: area.capacity)
      }
      if perMonth != 0 {
        monthly.divide(Energy(wattHours: perMonth), among: area.owners, capacity: area.capacity)
      }
    }
    // A plant that is commissioned where there was none: nobody owned its quota when it began.
    for plant in plants.plants where plant.wattHours != 0 {
      guard !areas.areas.contains(where: { $0.utility == plant.utility }) else { continue }
      if plant.settlement == .interval {
        interval.divide(Energy(wattHours: plant.wattHours), among: [], capacity: .zero)
      } else {
        monthly.divide(Energy(wattHours: plant.wattHours), among: [], capacity: .zero)
      }
    }
  }

  /// Banks the interval's monthly credits.
  ///
  /// - Parameter periods: The period of each tariff.
  mutating func earn(periods: [Int], tariffOfMember: [Int]) throws(QuantityOverflow) {
    for member in 0..<memberCount where monthly.credited[member] > .zero {
      try bank.earn(
        monthly.credited[member], member: member, period: periods[tariffOfMember[member]],
        month: month)
    }
  }

  /// What became of a member's credits since the month began.
  func row(ofMember member: Int) -> CreditRow {
    let (before, now) = (totalsBefore[member], bank.totals[member])
    return CreditRow(
      earned: now.earned - before.earned, used: now.used - before.used,
      expired: now.expired - before.expired, banked: now.banked)
  }

  /// Begins the next month: credits that are too old are lost.
  mutating func beginMonth() {
    month += 1
    totalsBefore = bank.totals
    bank.expire(before: month)
  }

  /// Expects for each member its part of what the plants will inject.
  ///
  /// - Parameter wattHoursPerWatt: The production per watt of capacity.
  mutating func expect(_ plants: borrowing SharedPlants, wattHoursPerWatt: Double) {
    forecast.beginInterval()
    for area in areas.areas {
      var capacity = 0.0
      for plant in plants.plants
      where plant.utility == area.utility && plant.settlement == .interval
        && plant.operatingUntil == nil
      {
        capacity += Double(plant.capacity.watts)
      }
      guard capacity > 0, (wattHoursPerWatt * capacity).magnitude < Self.greatestEnergy else {
        continue
      }
      forecast.divide(
        Energy(wattHours: wattHoursPerWatt * capacity), among: area.owners, capacity: area.capacity)
    }
    for member in 0..<memberCount { expected[member] = forecast.credited[member] }
  }

  /// Expects for each member what the last interval brought.
  mutating func expectTheSame() {
    for member in 0..<memberCount { expected[member] = interval.credited[member] }
  }
}
