import Agents
import Devices
import Parameters
import PowerFlow
import RandomStreams
import Spelling

/// The names of all members.
struct MemberNames {
  private(set) var ordered: [String] = []
  private(set) var indices: [String: Int] = [:]

  /// Adds a name; `false` when a member has it already.
  mutating func add(_ name: String) -> Bool {
    guard indices[name] == nil else { return false }
    indices[name] = ordered.count
    ordered.append(name)
    return true
  }
}

/// Makes the members, singly written ones and those of groups.
struct MemberBuilding {
  /// The greatest number of members.
  static let limit = 100_000

  let reading: ParameterReading
  let seed: UInt64
  let network: NetworkModel?
  let hasNetwork: Bool
  let hasContract: Bool
  let tariffNames: [String]
  let profiles: ProfileLibrary
  private(set) var names = MemberNames()
  var members: [MemberSettings] = []
  /// What the contract registers of each of the ``names``.
  private(set) var contractProfiles: [MemberProfile] = []
  /// How each of the ``members`` acts in the contract; empty without one.
  private(set) var policies: [GovernancePolicies] = []

  init(
    reading: ParameterReading, seed: UInt64, network: NetworkModel?, hasNetwork: Bool,
    hasContract: Bool, tariffNames: [String], profiles: ProfileLibrary
  ) {
    self.reading = reading
    self.seed = seed
    self.network = network
    self.hasNetwork = hasNetwork
    self.hasContract = hasContract
    self.tariffNames = tariffNames
    self.profiles = profiles
  }

  private var diagnostics: Diagnostics { reading.diagnostics }

  /// Adds the member, or the members of the group, that a section describes.
  mutating func add(_ section: Section) {
    guard let count = section.integer(MemberKeys.count) else {
      guard let name = section.text(MemberKeys.name) else { return }
      add(name, of: section, as: nil)
      return
    }
    guard let group = section.text(MemberKeys.group) else { return }
    guard members.count + Int(count) <= Self.limit else {
      diagnostics.report(
        section.place(MemberKeys.count), "there are more than \(Self.limit) members.")
      return
    }
    for index in 0..<Int(count) {
      let name = "\(group)-\(index + 1)"
      let member = GroupMember(
        seed: seed, group: group, index: index, name: name, reading: reading)
      add(name, of: section, as: member)
    }
  }

  private mutating func add(_ name: String, of section: Section, as member: GroupMember?) {
    if names.add(name) {
      contractProfiles.append(profile(of: section, member, name: name))
    } else {
      let parameter = member == nil ? MemberKeys.name : MemberKeys.group
      diagnostics.report(
        section.place(parameter), "there is more than one member called '\(name)'.")
    }
    let bus = bus(of: section, member)
    let phases = phases(of: section, member, bus: bus)
    let tariff = tariff(of: section, member)
    let (load, reactiveLoad) = loads(of: section, member)
    let photovoltaic = device(MemberKeys.photovoltaic, of: section, member).flatMap {
      use(
        $0, PhotovoltaicKeys.profile, PhotovoltaicKeys.power, member,
        path: MemberKeys.photovoltaic.name)
    }
    let battery = battery(of: section, member)
    let vehicle = vehicle(of: section, member)
    let appliance = appliance(of: section, member)
    let thermal = thermal(of: section, member)
    let strategy = strategy(of: section, member)
    if let policies = governance(of: section, member) { self.policies.append(policies) }
    guard let tariff, let strategy else { return }
    members.append(
      MemberSettings(
        name: name, group: member?.group, bus: bus, phases: phases, load: load,
        reactiveLoad: reactiveLoad,
        photovoltaic: photovoltaic, battery: battery?.specification,
        batteryControl: battery?.control,
        electricVehicle: vehicle?.specification, chargingControl: vehicle?.control,
        shiftableLoad: appliance?.specification, applianceControl: appliance?.control,
        thermalLoad: thermal?.specification, thermalControl: thermal?.control,
        outdoorTemperature: thermal == nil ? nil : outdoorTemperature(of: section, member),
        tariff: tariff, strategy: strategy.strategy,
        strategyKind: strategy.kind))
  }
}

// MARK: The parts of a member

extension MemberBuilding {
  func text(
    _ parameter: Parameter, of section: Section, _ member: GroupMember?, path: String = ""
  ) -> String? {
    guard case .text(let text) = section.scalar(parameter, for: member, path: path) else {
      return nil
    }
    return text
  }

  private func bus(of section: Section, _ member: GroupMember?) -> Int? {
    let place = section.place(MemberKeys.bus)
    let isWritten = section.entries[MemberKeys.bus.name] != nil
    guard hasNetwork else {
      if isWritten {
        diagnostics.report(place, "a member has a bus, but the scenario has no network.")
      }
      return nil
    }
    guard isWritten else {
      if section.isComplete {
        diagnostics.report(
          place,
          "'\(section.parameterSet.name)' needs the key '\(MemberKeys.bus.name)', because "
            + "the scenario has a network.")
      }
      return nil
    }
    guard let network, let name = busName(of: section, member) else { return nil }
    return network.bus(named: name, at: place, diagnostics)
  }

  private func busName(of section: Section, _ member: GroupMember?) -> String? {
    guard let member, case .dealt(let values) = section.entries[MemberKeys.bus.name]?.content,
      section.word(MemberKeys.busAssignment, as: MemberKeys.BusAssignment.self) == .random
    else { return text(MemberKeys.bus, of: section, member) }
    var draws = member.draws(MemberKeys.bus.name)
    guard case .text(let name) = Distribution.choice(values).value(&draws) else { return nil }
    return name
  }

  /// The phases of a member of a network whose phases differ.
  private func phases(of section: Section, _ member: GroupMember?, bus: Int?) -> [Int]? {
    let isWritten = section.entries[MemberKeys.phases.name] != nil
    let place = section.place(MemberKeys.phases)
    guard case .multiphase(let network) = network else {
      if isWritten, !hasNetwork || network != nil {
        diagnostics.report(
          place, "a member has phases, but the scenario has no network whose phases differ.")
      }
      return nil
    }
    guard let bus else { return nil }
    guard isWritten else { return network.phases(ofBus: bus) }
    guard let letters = text(MemberKeys.phases, of: section, member) else { return nil }
    return network.phases(letters, ofBus: bus, at: place, diagnostics)
  }

  private func tariff(of section: Section, _ member: GroupMember?) -> Int? {
    guard let name = text(MemberKeys.tariff, of: section, member) else { return nil }
    if let index = tariffNames.firstIndex(of: name) { return index }
    diagnostics.report(
      section.place(MemberKeys.tariff),
      "there is no tariff '\(name)'. \(advice(for: name, among: tariffNames))")
    return nil
  }

  private func loads(
    of section: Section, _ member: GroupMember?
  ) -> (active: ProfileUse?, reactive: ProfileUse?) {
    guard let load = section.section(MemberKeys.load) else { return (nil, nil) }
    let active = loadUse(load, LoadKeys.profile, LoadKeys.power, member)
    let hasProfile = load.entries[LoadKeys.reactiveProfile.name] != nil
    guard load.entries[LoadKeys.reactivePower.name] != nil else {
      if hasProfile {
        diagnostics.report(
          load.place(LoadKeys.reactiveProfile),
          "'\(LoadKeys.reactiveProfile.name)' in 'load' needs the key "
            + "'\(LoadKeys.reactivePower.name)' beside it.")
      }
      return (active, nil)
    }
    let profile = hasProfile ? LoadKeys.reactiveProfile : LoadKeys.profile
    return (active, loadUse(load, profile, LoadKeys.reactivePower, member))
  }

  /// A power that follows a profile.
  func use(
    _ section: Section, _ profile: Parameter, _ power: Parameter, _ member: GroupMember?,
    path: String
  ) -> ProfileUse? {
    guard let name = text(profile, of: section, member, path: path),
      case .number(let nominal) = section.scalar(power, for: member, path: path)
    else { return nil }
    return profiles.use(name, nominal: nominal, at: section.place(profile))
  }

  /// The section of a device that the member has; `nil` when its group's share leaves it out.
  func device(
    _ parameter: Parameter, of section: Section, _ member: GroupMember?
  ) -> Section? {
    guard let device = section.section(parameter) else { return nil }
    guard let member, let share = device.number(MemberKeys.share) else { return device }
    // Nobody draws exactly 1, and the draw of a member is the same for every share.
    var draws = member.draws("\(parameter.name).\(MemberKeys.share.name)")
    return draws.uniform() < share ? device : nil
  }

  private func strategy(
    of section: Section, _ member: GroupMember?
  ) -> (strategy: any BiddingStrategy, kind: String)? {
    guard let section = section.section(MemberKeys.strategy), let kind = section.kind,
      BiddingStrategies.all.indices.contains(kind),
      let values = section.values(for: member, path: MemberKeys.strategy.name)
    else { return nil }
    let type = BiddingStrategies.all[kind]
    let model = reading.model(from: values, of: section) {
      (values) throws(ParameterError) -> any BiddingStrategy in try type.init(values)
    }
    return model.map { ($0, type.parameterSet.name) }
  }
}
