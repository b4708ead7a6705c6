import Agents
import Devices
import Parameters

/// The keys of an element of `members`.
enum MemberKeys {
  /// How the members of a group get their buses of a list.
  enum BusAssignment: String, CaseIterable {
    /// In turn.
    case dealt
    /// Each draws one.
    case random
  }

  static let name = Parameter("name", .text, "Name of the member, unique in the scenario.")
  static let group = Parameter(
    "group", .text, isShared: true,
    "Name of the group; its members are called 'name-1', 'name-2' and so on.")
  static let count = Parameter(
    "count", .integer, minimum: 1, maximum: 100_000, isShared: true,
    "Number of members of the group.")
  static let busAssignment = Parameter(
    "busAssignment", .choice(BusAssignment.allCases.map(\.rawValue)),
    default: .text(BusAssignment.dealt.rawValue), isShared: true,
    "How a list of buses is assigned: in turn, or each member draws one.")
  static let bus = Parameter(
    "bus", .text, isOptional: true, "Bus of the network that the member is connected to.")
  static let phases = Parameter(
    "phases", .text, isOptional: true,
    "Phases of the bus that the member is connected to, such as 'a', 'bc' or 'abc'; without it, all "
      + "that the bus has. For networks whose phases differ.")
  static let load = Parameter(
    "load", .section(LoadKeys.set), isOptional: true, "What the member consumes.")
  static let photovoltaic = Parameter(
    "photovoltaic", .section(PhotovoltaicKeys.set), isOptional: true, "Photovoltaic plant.")
  static let photovoltaicOfGroup = Parameter(
    photovoltaic.name, .section(PhotovoltaicKeys.set.adding([share])), isOptional: true,
    "Photovoltaic plants.")
  static let battery = Parameter(
    "battery", .section(BatteryKeys.set), isOptional: true, "Battery.")
  static let batteryOfGroup = Parameter(
    battery.name, .section(BatteryKeys.set.adding([share])), isOptional: true, "Batteries.")
  static let electricVehicle = Parameter(
    "electricVehicle", .section(VehicleKeys.set), isOptional: true, "Electric vehicle.")
  static let electricVehicleOfGroup = Parameter(
    electricVehicle.name, .section(VehicleKeys.set.adding([share])), isOptional: true,
    "Electric vehicles.")
  static let shiftableLoad = Parameter(
    "shiftableLoad", .section(ApplianceKeys.set), isOptional: true,
    "Appliance whose run may be shifted.")
  static let shiftableLoadOfGroup = Parameter(
    shiftableLoad.name, .section(ApplianceKeys.set.adding([share])), isOptional: true,
    "Appliances whose runs may be shifted.")
  static let thermalLoad = Parameter(
    "thermalLoad", .section(ThermalKeys.set), isOptional: true,
    "Room or tank that is heated or cooled electrically.")
  static let thermalLoadOfGroup = Parameter(
    thermalLoad.name, .section(ThermalKeys.set.adding([share])), isOptional: true,
    "Rooms or tanks that are heated or cooled electrically.")
  static let tariff = Parameter("tariff", .text, "Name of the tariff.")
  static let strategy = Parameter(
    "strategy", .variant(StrategyKeys.variants), default: .section(ParameterValues([:])),
    "How the member chooses the prices of its orders.")
  static let fullName = Parameter(
    "fullName", .text, isOptional: true,
    "Name that the contract registers; without it, the member's.")
  static let utility = Parameter(
    "utility", .text, isOptional: true,
    "Distribution company that serves the member; without it, that of the contract.")
  static let governance = Parameter(
    "governance", .section(GovernancePolicies.parameterSet), isOptional: true,
    "How the member acts in the community of the contract; without it, all defaults.")
  static let share = Parameter(
    "share", .fraction, minimum: 0, maximum: 1, default: .number(1), isShared: true,
    "Share of the group's members that have one; who has one keeps it when the share grows.")

  static let member = ParameterSet(
    name: "member", "One member.",
    [
      name, bus, phases, load, photovoltaic, battery, electricVehicle, shiftableLoad, thermalLoad,
      tariff, strategy, fullName, utility, governance,
    ])
  static let members = ParameterSet(
    name: "group", isGroup: true,
    "Many members; values may be lists, dealt in turn, or distributions, drawn by each.",
    [
      group, count, bus, busAssignment, phases, load, photovoltaicOfGroup, batteryOfGroup,
      electricVehicleOfGroup, shiftableLoadOfGroup, thermalLoadOfGroup, tariff, strategy, fullName,
      utility, governance,
    ])

  static let variants = Variants(
    name: "member", selector: .firstParameter, kinds: [member, members],
    "A member, or a group of members.")
}

/// The keys of `load`.
enum LoadKeys {
  static let profile = Parameter("profile", .text, "Profile, as 'name/column'.")
  static let power = Parameter(
    "power", .quantity(.power), minimum: 0, "Consumption that the profile value 1 stands for.")
  static let reactivePower = Parameter(
    "reactivePower", .quantity(.reactivePower), isOptional: true,
    "Reactive power consumed that the profile value 1 stands for.")
  static let reactiveProfile = Parameter(
    "reactiveProfile", .text, isOptional: true,
    "Profile of the reactive power; without it, that of the power.")
  static let shift = Parameter(
    "shift", .quantity(.duration), minimum: -366 * 86_400, maximum: 366 * 86_400, isOptional: true,
    "Time by which the load follows its profile later, whole steps of the file; what a member of a "
      + "group draws is rounded to them.")
  static let variation = Parameter(
    "variation", .section(VariationKeys.set), isOptional: true,
    "Random factor of the member's own that its load is multiplied by.")

  static let set = ParameterSet(
    name: "load", "What a member consumes.",
    [profile, power, reactiveProfile, reactivePower, shift, variation])
}

/// The keys of `variation`.
enum VariationKeys {
  static let coefficient = Parameter(
    "coefficient", .fraction, minimum: 0, maximum: 3,
    "Coefficient of variation of the factor, whose mean is 1: its standard deviation.")
  static let correlation = Parameter(
    "correlation", .quantity(.duration), minimum: 0, maximum: 30 * 86_400, default: .number(0),
    "Time in which the correlation of the factor's logarithm falls to 1/e; with 0 s, the steps of "
      + "the file are independent.")

  static let set = ParameterSet(
    name: "variation", "A random factor of a member's own.", [coefficient, correlation])
}

/// The keys of `photovoltaic`.
enum PhotovoltaicKeys {
  static let profile = LoadKeys.profile
  static let power = Parameter(
    "power", .quantity(.power), minimum: 0, "Production that the profile value 1 stands for.")

  static let set = ParameterSet(
    name: "photovoltaic", "A photovoltaic plant.", [profile, power])
}

/// The keys of `strategy`.
enum StrategyKeys {
  static let variants = Variants(
    name: "strategy",
    selector: .key(Variants.kindKey, default: TruthfulStrategy.parameterSet.name),
    kinds: BiddingStrategies.all.map { $0.parameterSet },
    "How a member chooses the prices of its orders.")
}

extension ParameterSet {
  /// The description with some more parameters behind its own.
  func adding(_ more: [Parameter]) -> ParameterSet {
    ParameterSet(
      name: name, exactlyOneOf: exactlyOneOf, isGroup: isGroup, documentation, parameters + more)
  }
}
