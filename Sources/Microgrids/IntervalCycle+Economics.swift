import Agents
import Contracts
import Parameters
import Quantities
import ResultFiles
import Scenarios
import Settlement

/// Whether it pays: savings against the tariff alone, and investments.
extension IntervalCycle {
  /// The year of the run that an instant lies in, from 0.
  private func year(at now: Instant) -> Int {
    max(Int((now.nanoseconds - time.start.nanoseconds - 1) / 31_556_952_000_000_000), 0)
  }

  /// Books the month that ends in the members' own accounts of savings.
  mutating func recordEconomics(at now: Instant) {
    let year = year(at: now)
    for member in economics.indices {
      let (alone, paid) = books.takeMonth(ofMember: member)
      economics[member].add(year: year) {
        $0.tariffAlone += alone
        $0.paid += paid
      }
    }
  }

  /// Books what a member pays for a plant.
  mutating func recordInvestment(_ amount: Double, member: Int, at now: Instant) {
    economics[member].add(year: year(at: now)) { $0.invested += amount }
  }

  /// What each member saved and invested.
  func memberEconomics(_ scenario: borrowing Scenario) -> [ResultGroup] {
    let currency = scenario.currency
    let runYears = Double(time.end.nanoseconds - time.start.nanoseconds) / 31_556_952e9
    var columns = [
      Column(
        "saving", .float64(economics.map(\.saving)), units: currency,
        longName: "What the same meter readings would have cost under the tariff alone, less what "
          + "they did cost")
    ]
    guard community != nil else {
      return [
        ResultGroup(path: "indicators/economics", rows: .axis("member"), columns: columns)
      ]
    }
    let contract = scenario.contract
    let standard = (try? FundingPolicy(ParameterValues([:])))?.discountRate ?? .nan
    let rates = contract?.policies?.map(\.funding.discountRate) ?? economics.map { _ in standard }
    let funded = fundedEnergy()
    let credited = memberTotals.indices.map { member in
      memberTotals[member].credited.kilowattHours
        + (quotaCredits?.bank.totals[member].earned.kilowattHours ?? 0)
    }
    columns += [
      Column(
        "investment", .float64(economics.map(\.invested)), units: currency,
        longName: "What the member paid for shared plants"),
      Column(
        "payback",
        .float64(
          economics.map {
            paybackYears(investment: $0.invested, yearlySavings: $0.saving / runYears)
          }),
        units: "a", longName: "Years in which the mean yearly saving pays the investment back"),
      Column(
        "net_present_value",
        .float64(
          economics.indices.map {
            netPresentValue(rate: rates[$0], flows: economics[$0].flows)
          }),
        units: currency,
        longName: "Savings less investments of each year, discounted at the member's own rate to "
          + "the start of the run"),
      Column(
        "credited_energy", .float64(credited), units: "kWh",
        longName: "Energy of shared plants that quota credited"),
      Column(
        "pooling_transfer", .float64(zip(credited, funded).map { $0 - $1 }), units: "kWh",
        longName: "Energy credited by quota less the energy of the plants that the member funded, "
          + "by its share of the funding: what pooling and trade of quota moved to it"),
    ]
    return [ResultGroup(path: "indicators/economics", rows: .axis("member"), columns: columns)]
  }

  /// The energy of the plants that each member funded, by its share of the funding, in kWh.
  private func fundedEnergy() -> [Double] {
    var energy = memberTotals.map { _ in 0.0 }
    guard let community, let plants = sharedPlants else { return energy }
    for shared in plants.plants {
      guard let id = shared.id, let plant = community.state.plant(id), plant.cost > 0 else {
        continue
      }
      for bid in plant.crowdfunding.bids {
        guard let member = community.memberOfAddress[bid.address] else { continue }
        energy[member] +=
          shared.totalWattHours / 1000 * Double(bid.amount) / Double(plant.cost)
      }
    }
    return energy
  }
}
