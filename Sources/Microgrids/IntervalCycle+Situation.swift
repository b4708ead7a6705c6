import Agents
import Contracts
import Quantities
import Scenarios
import Settlement
import Tariffs

/// What members know when they act in the community.
extension IntervalCycle {
  /// Tells the members what the last month brought.
  mutating func updateSituation() {
    guard let consumption = consumption?.yearlyConsumption(imported: memberTotals.map(\.imported))
    else { return }
    // The mean of a month is less noisy than the last trade.
    if let price = community?.metrics.months.last?.price, price > 0 {
      community?.situation.quotaPrice = price
    }
    for member in tariffOfMember.indices {
      community?.situation.members[member].yearlyConsumption = consumption[member]
      community?.situation.members[member].bankedCredits =
        quotaCredits?.bank.balance(ofMember: member).kilowattHours ?? 0
    }
  }

  /// Lets voters know whether the feeder could carry a proposed plant.
  mutating func screen(_ id: ReferendumID) {
    guard let state = community?.state, let plants = sharedPlants,
      case .newPlant(let proposal) = state.referendum(id)?.subject, hostingScreen != nil
    else { return }
    var capacities = plants.injections.map { _ in 0.0 }
    for plant in plants.plants where plant.operatingUntil == nil {
      capacities[plant.place] += Double(plant.capacity.watts)
    }
    for plant in state.plants where plant.status == .funding || plant.status == .building {
      capacities[plants.place(ofPlant: plant.id.number)] += Double(plant.capacity.watts)
    }
    capacities[plants.place(ofPlant: Int64(state.plants.count) + 1)] +=
      Double(proposal.capacity.watts)
    if hostingScreen?.hosts(capacities) == false {
      community?.situation.unhostableProposals.insert(id)
    }
  }

  /// What members know before anything has happened.
  static func firstSituation(
    _ scenario: borrowing Scenario, plants: SharedPlants?
  ) -> CommunitySituation {
    let members = scenario.members
    let tariffs = scenario.tariffs
    // The mean over two weeks tells what a kilowatt-hour is worth whose hour nobody knows yet.
    var clock = TariffClock(scenario)
    var sums = tariffs.map { _ in 0.0 }
    let samples = 14 * 24
    for hour in 0..<samples {
      guard
        let instant = scenario.time.start.advanced(byNanoseconds: Int64(hour) * 3_600_000_000_000)
      else { continue }
      clock.turn(to: instant)
      for tariff in tariffs.indices {
        let valuation = clock.valuations[tariff]
        sums[tariff] +=
          valuation.importPrice.unitsPerKilowattHour - valuation.localCharges.unitsPerKilowattHour
      }
    }
    return CommunitySituation(
      members: members.map {
        MemberSituation(
          yearlyConsumption: 0, creditValue: sums[$0.tariff] / Double(samples), bankedCredits: 0)
      },
      plantYield: scenario.contract?.plants.expectedYield ?? plants?.profileYield ?? 0)
  }
}
