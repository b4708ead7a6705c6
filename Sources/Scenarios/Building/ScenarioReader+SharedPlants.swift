import Contracts
import Parameters
import PowerFlow
import Quantities

extension ScenarioReader {
  /// How shared plants produce; reports buses and phases that the network does not have.
  func sharedPlants(
    _ section: Section, of building: MemberBuilding, rules: ContractRules
  ) -> SharedPlantSettings? {
    typealias Keys = SharedPlantKeys
    let production = production(of: section, building, rules: rules)
    let screens = section.boolean(Keys.hostingScreen) ?? false
    let needsBuses = section.entries[Keys.production.name] != nil || screens
    let buses = buses(of: section, building, areNeeded: needsBuses)
    let phases = phases(of: section, building, buses: buses)
    if screens, !building.hasNetwork {
      diagnostics.report(
        section.place(Keys.hostingScreen),
        "'\(Keys.hostingScreen.name)' in 'plants' asks for power flows, but the scenario has no "
          + "network.")
    }
    guard section.isComplete,
      let settlement = section.word(Keys.settlement, as: SharedPlantSettings.Settlement.self),
      let consumption = section.number(Keys.minimumConsumption),
      let life = section.integer(Keys.creditLife), let upkeep = section.number(Keys.upkeep)
    else { return nil }
    return SharedPlantSettings(
      production: production, expectedYield: section.number(Keys.expectedYield), buses: buses,
      phases: phases, settlement: settlement,
      // The ranges of their dimensions keep both far from the end of 64 bits.
      minimumConsumption: MeteredEnergy(milliwattHours: Self.rounded(consumption * 1e3)),
      creditLifeMonths: Int(life), upkeep: Money(micros: Self.rounded(upkeep * 1e6)),
      hasHostingScreen: screens)
  }

  private static func rounded(_ number: Double) -> Int64 {
    Int64(exactly: number.rounded(.toNearestOrEven)) ?? .max
  }

  private func production(
    of section: Section, _ building: MemberBuilding, rules: ContractRules
  ) -> ProfileUse? {
    guard let production = section.section(SharedPlantKeys.production),
      let name = production.text(ProductionKeys.profile)
    else { return nil }
    // The profile must stay within what can be counted for the greatest plant there may be.
    var use = building.profiles.use(
      name, nominal: Double(rules.maximumPlantCapacity.watts),
      at: production.place(ProductionKeys.profile))
    use?.nominal = 1
    return use
  }

  private func buses(
    of section: Section, _ building: MemberBuilding, areNeeded: Bool
  ) -> [Int] {
    let key = SharedPlantKeys.buses
    let (names, place) = (section.texts(key), section.place(key))
    guard building.hasNetwork else {
      if !names.isEmpty {
        diagnostics.report(place, "'plants' has buses, but the scenario has no network.")
      }
      return []
    }
    if names.isEmpty, areNeeded, section.isComplete {
      diagnostics.report(
        place, "'plants' needs the key '\(key.name)', because the scenario has a network.")
    }
    guard let network = building.network else { return [] }
    return names.compactMap { network.bus(named: $0, at: place, diagnostics) }
  }

  private func phases(
    of section: Section, _ building: MemberBuilding, buses: [Int]
  ) -> [Int]? {
    guard let letters = section.text(SharedPlantKeys.phases) else { return nil }
    let place = section.place(SharedPlantKeys.phases)
    guard case .multiphase(let network) = building.network else {
      // A network with a fault was reported.
      if !building.hasNetwork || building.network != nil {
        diagnostics.report(
          place, "'plants' has phases, but the scenario has no network whose phases differ.")
      }
      return nil
    }
    return buses.map { network.phases(letters, ofBus: $0, at: place, diagnostics) }.first ?? nil
  }
}
