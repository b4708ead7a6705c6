import Contracts
import Profiles
import Quantities
import Scenarios

/// The shared plants that operate: where they inject, what they have injected in the interval, and
/// how it is settled.
///
/// All follow one profile of production per watt of capacity, so a place injects the sum of its
/// plants' capacities times the profile's value.
struct SharedPlants {
  /// A shared plant that operates.
  struct Plant {
    /// The plant's number in the contract; `nil` for what was there from the start.
    let id: PlantID?
    /// The distribution company; follows the contract's renaming.
    var utility: UtilityName
    let capacity: Quota
    /// The index in ``places``.
    let place: Int
    let settlement: SharedPlantSettings.Settlement
    /// What it has injected in the present interval.
    var wattHours = 0.0
    /// What it has injected in the whole run.
    var totalWattHours = 0.0
    /// Since when it operates.
    let operatingSince: Instant
    /// Until when it operated, once it was removed.
    var operatingUntil: Instant?
  }

  let settings: SharedPlantSettings
  /// The plants that operate or did, in the order in which they began.
  private(set) var plants: [Plant] = []
  /// The injection at each place, in watts.
  private(set) var injections: [Double]
  /// The injection of all plants together, in watts.
  private(set) var injection = 0.0
  /// The present production per watt of capacity.
  private var production = 0.0
  /// The production of each row of the members' table, per watt of capacity.
  private let values: [Double]
  /// The energy that a kilowatt injects in a year by the profile, in kWh.
  let profileYield: Double
  private var capacityOfPlace: [Double]

  init(_ scenario: borrowing Scenario, settings: SharedPlantSettings) {
    self.settings = settings
    // Without a network there is one place, which is nowhere.
    let placeCount = max(settings.buses.count, 1)
    injections = Array(repeating: 0, count: placeCount)
    capacityOfPlace = injections
    if let use = settings.production {
      let table = scenario.profileTables[use.table]
      let column = table.columns[use.column]
      profileYield =
        column.reduce(0) { $0 + $1 * use.nominal } / Double(max(column.count, 1)) * 8766
      values = column[table.schedule.trimmed().rows].map { $0 * use.nominal }
    } else {
      profileYield = 0
      values = []
    }
  }

  /// The number of places that plants are connected to.
  var placeCount: Int { injections.count }

  /// The place that the next plant is connected to: in turn.
  func place(ofPlant number: Int64) -> Int { Int((number - 1) % Int64(placeCount)) }

  /// What the plants at a place would inject in a row of the profile, in W.
  func injection(ofPlace place: Int, inRow row: Int) -> Double {
    values.indices.contains(row) ? capacityOfPlace[place] * values[row] : 0
  }

  /// The table whose profile the plants follow.
  var table: Int? { settings.production?.table }

  /// Lets a plant begin to operate.
  mutating func start(
    _ id: PlantID?, utility: UtilityName, capacity: Quota, place: Int,
    settlement: SharedPlantSettings.Settlement, at now: Instant
  ) {
    plants.append(
      Plant(
        id: id, utility: utility, capacity: capacity, place: place, settlement: settlement,
        operatingSince: now))
    capacityOfPlace[place] += Double(capacity.watts)
    update()
  }

  /// Ends the operation of a plant.
  mutating func stop(_ id: PlantID, at now: Instant) {
    guard let index = plants.firstIndex(where: { $0.id == id && $0.operatingUntil == nil })
    else { return }
    plants[index].operatingUntil = now
    capacityOfPlace[plants[index].place] -= Double(plants[index].capacity.watts)
    update()
  }

  /// Gives the plants of a distribution company that was renamed its new name.
  mutating func rename(_ old: UtilityName, to new: UtilityName) {
    for index in plants.indices where plants[index].utility == old {
      plants[index].utility = new
    }
  }

  /// Follows the profile to a row of its table.
  mutating func follow(row: Int) {
    production = values[row]
    update()
  }

  private mutating func update() {
    injection = 0
    for place in injections.indices {
      injections[place] = production * capacityOfPlace[place]
      injection += injections[place]
    }
  }

  /// What a watt of capacity will inject in a span of time, in watt-hours.
  func wattHoursPerWatt(in span: Range<Instant>, _ devices: borrowing MemberDevices) -> Double {
    guard let table else { return 0 }
    let schedule = devices.tables[table].schedule
    var sum = 0.0
    var now = span.lowerBound
    while now < span.upperBound {
      let next = min(span.upperBound, schedule.nextChange(after: now))
      sum += values[schedule.row(at: now)] * next.hours(since: now)
      now = next
    }
    return sum
  }

  /// Adds a span of time in which the production was constant.
  mutating func advance(hours: Double) {
    guard production != 0 else { return }
    for index in plants.indices where plants[index].operatingUntil == nil {
      plants[index].wattHours += production * Double(plants[index].capacity.watts) * hours
    }
  }

  /// The energy of all plants in the interval, in watt-hours.
  var wattHours: Double { plants.reduce(0) { $0 + $1.wattHours } }

  /// Begins the next interval.
  mutating func beginInterval() {
    for index in plants.indices {
      plants[index].totalWattHours += plants[index].wattHours
      plants[index].wattHours = 0
    }
  }
}
