import Agents
import Devices
import Profiles
import Quantities
import Scenarios

/// The devices of all members in flat arrays, with the power that each injects at present.
struct MemberDevices {
  /// A column of a profile table, and what its value 1 stands for at a member, as an injection.
  struct Follower {
    let member: Int
    let column: Int
    let factor: Double
  }

  /// A profile table: when it steps, its values row by row, and who follows them.
  struct Table {
    let schedule: ProfileSchedule
    var values: [Double] = []
    var columnCount = 0
    var loads: [Follower] = []
    var reactiveLoads: [Follower] = []
    var photovoltaics: [Follower] = []
    /// The rooms and tanks, by number, that it gives the temperature around them.
    var outdoorTemperatures: [Follower] = []

    /// The row that plays throughout each interval; −1 where it changes within. Empty where nobody
    /// plans.
    var rowOfInterval: [Int32] = []

    /// The row that plays throughout an interval; −1 where it is not known or changes within.
    func row(ofInterval interval: Int) -> Int {
      rowOfInterval.indices.contains(interval) ? Int(rowOfInterval[interval]) : -1
    }

    /// Finds the rows of all intervals.
    mutating func findRows(_ time: TimeSettings) {
      rowOfInterval = (0..<time.intervalCount).map { interval in
        let start = Instant(
          nanoseconds: time.start.nanoseconds + Int64(interval) * time.intervalNanoseconds)
        let change = schedule.nextChange(after: start).nanoseconds
        let isWhole = change >= start.nanoseconds + time.intervalNanoseconds
        return isWhole ? Int32(clamping: schedule.row(at: start)) : -1
      }
    }

    /// The value of a column in a row of the schedule.
    func value(_ column: Int, row: Int) -> Double { values[row * columnCount + column] }
  }

  /// The columns that one member follows, for looking ahead.
  struct Use {
    let table: Int
    let column: Int
    let factor: Double
    let isLoad: Bool
  }

  /// The member of each battery.
  let ownerOfBattery: [Int]
  /// The battery of each member; −1 for none.
  let batteryOfMember: [Int]
  let controls: [any BatteryControl]
  /// The common plan of all batteries, where owners do not decide.
  var central: CentralDispatch?
  /// What the owner of each battery has planned.
  var batteryPlans: [DevicePlan]
  var acceptedBatteryChanges: [AcceptedChange]
  /// The loads whose time may be chosen.
  var flexible: FlexibleLoads
  /// How members look ahead.
  var planning: PlanningDesk
  /// The active load and generation of each member.
  let usesOfMember: [[Use]]
  private(set) var tables: [Table]
  var batteries: [Battery]

  /// Injections in watts and var, for each member.
  private(set) var load: [Double]
  private(set) var reactiveLoad: [Double]
  var generation: [Double]
  var battery: [Double]
  private(set) var flexibleLoad: [Double]

  init(_ scenario: borrowing Scenario) {
    let members = scenario.members
    ownerOfBattery = members.indices.filter { members[$0].battery != nil }
    var batteryOfMember = members.map { _ in -1 }
    for (battery, owner) in ownerOfBattery.enumerated() { batteryOfMember[owner] = battery }
    self.batteryOfMember = batteryOfMember
    batteries = members.compactMap { $0.battery.map(Battery.init) }
    let central = CentralDispatch(scenario, batteries)
    self.central = central
    controls = ownerOfBattery.map {
      central?.control ?? members[$0].batteryControl ?? SelfConsumptionControl()
    }
    batteryPlans = batteries.map { _ in DevicePlan() }
    acceptedBatteryChanges = batteries.map { _ in AcceptedChange() }
    let flexible = FlexibleLoads(scenario)
    planning = PlanningDesk(scenario, flexible, batteryOfMember, controls)
    let zeros = [Double](repeating: 0, count: members.count)
    (load, reactiveLoad, generation, battery) = (zeros, zeros, zeros, zeros)
    flexibleLoad = zeros
    let seed = scenario.seed
    var profiles = scenario.profileTables.map { FollowedProfiles($0, seed: seed) }
    var tables = profiles.map { Table(schedule: $0.schedule) }
    var usesOfMember: [[Use]] = []
    for (member, settings) in members.enumerated() {
      var uses: [Use] = []
      func follower(of use: ProfileUse, factor: Double) -> Follower {
        Follower(
          member: member,
          column: profiles[use.table].column(of: use, member: settings.name), factor: factor)
      }
      func add(
        _ use: ProfileUse, _ full: Power, isLoad: Bool,
        to list: WritableKeyPath<Table, [Follower]>
      ) {
        let follower = follower(of: use, factor: full.watts)
        tables[use.table][keyPath: list].append(follower)
        uses.append(
          Use(
            table: use.table, column: follower.column, factor: follower.factor, isLoad: isLoad))
      }
      if let use = settings.load {
        let load = ProfileLoad(nominalPower: Power(watts: use.nominal))
        add(use, load.injection(at: 1), isLoad: true, to: \.loads)
      }
      if let use = settings.photovoltaic {
        let plant = ProfilePhotovoltaicPlant(nominalPower: Power(watts: use.nominal))
        add(use, plant.injection(at: 1), isLoad: false, to: \.photovoltaics)
      }
      if let use = settings.reactiveLoad {
        tables[use.table].reactiveLoads.append(follower(of: use, factor: -use.nominal))
      }
      usesOfMember.append(uses)
    }
    for (room, unit) in flexible.rooms.enumerated() {
      guard let use = members[unit.owner].outdoorTemperature else { continue }
      tables[use.table].outdoorTemperatures.append(
        Follower(
          member: room,
          column: profiles[use.table].column(of: use, member: members[unit.owner].name), factor: 1))
    }
    for table in tables.indices {
      tables[table].values = profiles[table].values()
      tables[table].columnCount = profiles[table].columnCount
      if planning.horizons.contains(where: { $0 > 0 }) { tables[table].findRows(scenario.time) }
    }
    self.flexible = flexible
    self.tables = tables
    self.usesOfMember = usesOfMember
  }

  /// Puts everything that follows a table on the table's value at an instant.
  mutating func follow(table index: Int, at instant: Instant) {
    let table = tables[index]
    let row = table.schedule.row(at: instant)
    for follower in table.loads {
      load[follower.member] = table.value(follower.column, row: row) * follower.factor
    }
    for follower in table.reactiveLoads {
      reactiveLoad[follower.member] = table.value(follower.column, row: row) * follower.factor
    }
    for follower in table.photovoltaics {
      generation[follower.member] = table.value(follower.column, row: row) * follower.factor
    }
    for follower in table.outdoorTemperatures {
      flexible.rooms[follower.member].surround(with: table.value(follower.column, row: row))
    }
  }

  /// What a member's load and generation together inject at an instant.
  ///
  /// - Parameter present: The instant that the devices stand at, for which nothing is looked up.
  func surplus(ofMember member: Int, at instant: Instant, present: Instant) -> Double {
    if instant == present { return load[member] + generation[member] }
    var sum = 0.0
    for use in usesOfMember[member] {
      let table = tables[use.table]
      sum += table.value(use.column, row: table.schedule.row(at: instant)) * use.factor
    }
    return sum
  }

  /// The next instant at which a profile that a member follows may step.
  func nextChange(ofMember member: Int, after instant: Instant) -> Instant {
    var next = Instant(nanoseconds: .max)
    for use in usesOfMember[member] {
      next = min(next, tables[use.table].schedule.nextChange(after: instant))
    }
    return next
  }

  /// Lets the owner of a battery set it anew.
  mutating func control(battery index: Int) {
    let member = ownerOfBattery[index]
    let surplus = Power(watts: load[member] + generation[member] + flexibleLoad[member])
    let setpoint = controls[index].setpoint(
      surplus: surplus, planned: plannedPower(ofBattery: index), battery: batteries[index])
    battery[member] = batteries[index].dispatch(setpoint).watts
  }

  /// Puts a battery that has met a limit on it.
  mutating func settleOnLimit(battery index: Int) {
    batteries[index].settleOnLimit()
    battery[ownerOfBattery[index]] = batteries[index].power.watts
  }

  /// Advances the content of all batteries at their present power.
  mutating func advance(hours: Double) {
    for index in batteries.indices { batteries[index].advance(hours: hours) }
    flexible.advance(hours: hours)
  }

  /// The power that a member injects into its bus.
  func injection(ofMember member: Int) -> Double {
    load[member] + generation[member] + battery[member] + flexibleLoad[member]
  }

  /// Takes the present power of a member's flexible loads.
  mutating func addUpFlexibleLoad(ofMember member: Int) {
    var watts = 0.0
    for unit in flexible.unitsOfMember[member] { watts += flexible.read(unit) { $0.watts } }
    flexibleLoad[member] = watts
  }

  /// Whether anybody has a load.
  var hasLoads: Bool {
    flexible.unitsOfMember.contains { !$0.isEmpty }
      || usesOfMember.contains { $0.contains { $0.isLoad } }
  }

  /// The energy in all batteries.
  var storedEnergy: Energy { batteries.reduce(.zero) { $0 + $1.content } }
}
