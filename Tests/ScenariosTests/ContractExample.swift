/// A community that calls every operation of the contract once, without a network.
enum ContractExample {
  static let yaml = """
    schemaVersion: 1
    title: A community
    currency: BRL
    time: {zone: America/Sao_Paulo, start: 2016-01-01, years: 1, interval: 1 h}
    profiles:
      - {name: day, file: day.csv, repeat: by-row}
    tariffs:
      - {name: t, kind: flat, components: [{name: energy, price: 0.80 BRL/kWh}]}
    market: {kind: uniform-price-double-auction, k: 0.25}
    members:
      - {name: ana, tariff: t, load: {profile: day/load, power: 2 kW}, fullName: Ana Alves}
      - {name: bia, tariff: t, utility: ENEL, governance: {}}
      - {group: flat, count: 3, tariff: t, utility: [LIGHT, ENEL, LIGHT], governance: {voting: {}}}
    contract:
      rules:
        majorityBase: votes-cast
        referendumWindow: 10 d
        crowdfundingWindow: 1440 h
        minimumTimeToMarket: 31 d
        minimumOffer: 50
        maximumPlantCapacity: 3 MW
      signatures: false
      utility: LIGHT
      members:
        - {member: ana, quota: 10 kW, tokens: 10 SEB}
        - {member: flat-1, tokens: 500 mSEB}
      keeper: {delay: 2 d, distribution: exponential}
      plants:
        production: {profile: day/sun}
        expectedYield: 1500 kWh/kW
        settlement: monthly
        minimumConsumption: 50 kWh
        creditLife: 48
        upkeep: 60 BRL/kW/a
      calls:
        - {at: "2016-05-01T00:00:01", caller: ana, operation: changeBid, plant: roof-plant, amount: 0}
        - {at: 2016-01-02T10:00, caller: bia, operation: admission, as: bia-joins}
        - {at: 2016-01-03, caller: ana, operation: vote, referendum: bia-joins, answer: true}
        - {at: 2016-01-13, caller: ana, operation: admissionResult, referendum: bia-joins}
        - {at: 2016-02-01, caller: ana, operation: powerUp, capacity: 100 kW, cost: 500000, timeToMarket: 31 d, settlement: interval, as: roof}
        - {at: 2016-03-01, caller: ana, operation: powerUpResult, referendum: roof, as: roof-plant}
        - {at: 2016-03-02, caller: ana, operation: bid, plant: roof-plant, amount: 300000}
        - {at: 2016-05-02, caller: ana, operation: powerUpResult, plant: roof-plant}
        - {at: 2016-05-03, caller: ana, operation: changeUtility, plant: roof-plant, utility: ENEL, as: moved}
        - {at: 2016-05-03, caller: ana, operation: changeTimeToMarket, plant: roof-plant, timeToMarket: 40 d, as: later}
        - {at: 2016-05-03, caller: ana, operation: deletePlant, plant: roof-plant, as: gone}
        - {at: 2016-06-03, caller: ana, operation: changeResult, referendum: moved}
        - {at: 2016-06-04, caller: bia, operation: changeProfile, field: fullName, value: Beatriz, witnesses: []}
        - {at: 2016-06-04, caller: bia, operation: changeProfile, member: ana, field: utility, value: ENEL}
        - {at: 2016-06-05, caller: ana, operation: changeRegister, member: bia, quota: 2 kW, as: more}
        - {at: 2016-06-05, caller: ana, operation: changeRegister, member: bia, tokens: 1.5 SEB}
        - {at: 2016-06-06, caller: ana, operation: deleteMember, member: flat-1, as: out}
        - {at: 2016-06-07, caller: ana, operation: trade, to: flat-1, quota: 1 kW, tokens: 1 SEB, witnesses: [ana, flat-1]}
        - {at: 2016-06-07, caller: ana, operation: trade, to: bia, quota: 1 kW}
        - {at: 2016-06-08, caller: ana, operation: summary}
        - {at: 2016-06-08, caller: ana, operation: summary, member: bia}
        - {at: 2016-06-08, caller: ana, operation: summary, plant: roof-plant}
        - {at: 2016-06-08, caller: ana, operation: summary, referendum: out}
        - {at: 2016-06-09, caller: ana, operation: listMembers}
        - {at: 2016-06-09, caller: ana, operation: listPlants}
    recording: {interval: 1 d}
    arms:
      - name: utility-only
        description: Neither contract nor market.
        set: {market.kind: none, contract.enabled: false}
      - name: as_is
      - name: wide
        set:
          contract.rules.referendumWindow: 30 d
          "members[ana].load": {profile: day/sun, power: 3 kW}
          contract.plants.buses: []
          contract.calls.roof.cost: 400000

    """

  /// The example with one piece of text replaced.
  static func changed(_ old: String, _ new: String) -> String {
    guard let range = yaml.firstRange(of: old) else { return "no '\(old)' in the example" }
    return yaml[..<range.lowerBound] + new + yaml[range.upperBound...]
  }
}
