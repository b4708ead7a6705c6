import Profiles
import Quantities
import Scenarios

/// What each member imported in the last twelve months, as it knows it when it thinks about the
/// community: in the first year, what its profiles would bring in a year.
struct ConsumptionRecord {
  /// What the profiles would bring in a year, once somebody has asked.
  private var expected: [Double]?
  private let tables: [ScheduledProfiles]
  private let uses: [(load: ProfileUse?, photovoltaic: ProfileUse?)]
  /// The meters at the beginnings of the last months, in a ring.
  private var readings: [[MeteredEnergy]] = []
  private var next = 0

  init(_ scenario: borrowing Scenario) {
    tables = scenario.profileTables
    uses = scenario.members.map { ($0.load, $0.photovoltaic) }
  }

  private func expectation() -> [Double] {
    func yearlyEnergy(_ use: ProfileUse?) -> Double {
      guard let use else { return 0 }
      let values = tables[use.table].columns[use.column]
      guard !values.isEmpty else { return 0 }
      return values.reduce(0, +) / Double(values.count) * use.nominal * 8.766
    }
    return uses.map { max(yearlyEnergy($0.load) - yearlyEnergy($0.photovoltaic), 0) }
  }

  /// The yearly consumption of each member, in kWh, at the beginning of a month.
  mutating func yearlyConsumption(imported: [MeteredEnergy]) -> [Double] {
    guard readings.count == 12 else {
      readings.append(imported)
      let known = expected ?? expectation()
      expected = known
      return known
    }
    let yearAgo = readings[next]
    readings[next] = imported
    next = (next + 1) % 12
    return zip(imported, yearAgo).map { $0.kilowattHours - $1.kilowattHours }
  }
}
