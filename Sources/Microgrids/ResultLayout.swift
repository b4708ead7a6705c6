import Accounting
import Devices
import HDF5
import Markets
import PowerFlow
import Quantities
import ResultFiles
import Scenarios
import Settlement

/// The layout of a run's result file: which axes, signals and tables there are, and what they mean.
struct ResultLayout {
  let schema: ResultSchema
  let timeAxis: TimeAxis

  init(_ scenario: borrowing Scenario, identity: RunIdentity) {
    let network = scenario.network
    let recording = scenario.recording
    let hasEnergy = scenario.hasEnergy
    let attributes = Self.attributes(scenario, identity)
    let axes =
      [Self.members(scenario), Self.accounts(scenario)] + (network.map(Self.networkAxes) ?? [])
    timeAxis = TimeAxis(
      start: scenario.time.start,
      intervalNanoseconds: scenario.time.intervalNanoseconds
        * Int64(scenario.recording.intervalsPerRow),
      count: scenario.time.intervalCount / scenario.recording.intervalsPerRow)
    guard recording.detail == .full else {
      schema = ResultSchema(attributes: attributes, axes: axes)
      return
    }
    schema = ResultSchema(
      attributes: attributes, axes: axes,
      signals: (hasEnergy
        ? Self.memberSignals(currency: scenario.currency) + Self.totalSignals
          + Self.flexibleSignals(scenario)
          + (scenario.contract?.isEnabled == true ? Self.contractSignals : []) : [])
        + (network.map { Self.networkSignals($0, recording) } ?? [])
        + (hasEnergy && network?.isChecked == true ? Self.constraintSignals : []),
      tables: Self.tables(scenario),
      groups: Self.marketGroups(scenario) + (network.map(Self.constraintAttributes) ?? []))
  }

  private static func attributes(
    _ scenario: borrowing Scenario, _ identity: RunIdentity
  ) -> [NamedAttribute] {
    [
      NamedAttribute("title", .text(scenario.title)),
      NamedAttribute("source", .text("mgsim \(Microgrid.version)")),
      NamedAttribute("comment", .text(scenario.description)),
      NamedAttribute("mgsim_version", .text(Microgrid.version)),
      NamedAttribute("mgsim_run_id", .text(identity.runID)),
      NamedAttribute("mgsim_scenario_sha256", .text(identity.scenarioSHA256)),
      NamedAttribute("mgsim_seed", .integer(Int64(bitPattern: scenario.seed))),
      NamedAttribute("mgsim_time_zone", .text(scenario.time.zone.identifier)),
      NamedAttribute(
        "mgsim_time_zone_data", .text(CivilTimeZone.dataVersion ?? "unknown")),
      NamedAttribute("mgsim_currency", .text(scenario.currency)),
      NamedAttribute(
        "mgsim_sign_convention", "power is positive when injected into the bus"),
      NamedAttribute("mgsim_netting", "each member alone, within the settlement interval"),
      NamedAttribute("mgsim_loss_rule", "network losses are covered by the tariffs"),
      NamedAttribute("mgsim_libraries", .text(identity.libraries)),
    ]
      + (identity.resolvedSHA256.map {
        [NamedAttribute("mgsim_resolved_sha256", .text($0))]
      } ?? []) + (scenario.arm.map { [NamedAttribute("mgsim_arm", .text($0))] } ?? [])
      + (scenario.dispatch.attribute.map { [NamedAttribute("mgsim_dispatch", .text($0))] } ?? [])
  }

  private static func members(_ scenario: borrowing Scenario) -> Axis {
    let members = scenario.members
    let tariffNames = scenario.tariffs.map(\.name)
    return Axis(
      name: "member", labels: members.map(\.name), longName: "Member",
      columns: [
        Column(
          "member_kind", .int8(members.map { $0.photovoltaic == nil ? 0 : 1 }),
          longName: "Whether the member generates", flags: Flags(["consumer", "prosumer"])),
        Column(
          "member_battery_capacity",
          .float64(members.map { $0.battery?.capacity.kilowattHours ?? 0 }), units: "kWh",
          longName: "Energy that the member's battery holds when full"),
        Column(
          "member_tariff", .text(members.map { tariffNames[$0.tariff] }),
          longName: "Tariff of the member"),
        Column(
          "member_strategy", .text(members.map(\.strategyKind)),
          longName: "Bidding strategy of the member"),
      ]
        + (scenario.network == nil
          ? []
          : [
            Column(
              "member_bus", .int32(members.map { Int32($0.bus ?? -1) }),
              longName: "Bus of the member", indexOf: "bus")
          ]))
  }

  private static func accounts(_ scenario: borrowing Scenario) -> Axis {
    Axis(
      name: "account",
      labels: PartyAccounts.names(
        memberNames: scenario.members.map(\.name),
        hasContract: scenario.contract?.isEnabled == true),
      longName: "Account of the ledger")
  }
}

// MARK: Signals

extension ResultLayout {
  private static func memberSignals(currency: String) -> [Signal] {
    func power(_ name: String, _ longName: String) -> Signal {
      Signal(
        name: name, axis: "member", units: "kW", longName: longName, cellMethods: "time: mean")
    }
    func energy(_ name: String, _ longName: String) -> Signal {
      Signal(
        name: name, axis: "member", type: .float64, units: "kWh", longName: longName,
        cellMethods: "time: sum")
    }
    return [
      power("member_load", "Power of the load as an injection: negative where it consumes"),
      power("member_generation", "Power of the generation, positive when injected"),
      power("member_battery", "Power of the battery, positive when injected (discharging)"),
      Signal(
        name: "member_state_of_charge", axis: "member", units: "1",
        longName: "State of charge of the battery at the end of the interval; NaN without one",
        cellMethods: "time: point"),
      energy("member_import", "Energy that the member's meter registered as imported"),
      energy("member_export", "Energy that the member's meter registered as exported"),
      energy("member_bought", "Energy bought on the local market for the interval"),
      energy("member_sold", "Energy sold on the local market for the interval"),
      Signal(
        name: "member_cost", axis: "member", type: .float64, units: currency,
        longName: "What the member owes for the interval, without standing charges; negative when "
          + "it is owed",
        cellMethods: "time: sum"),
    ]
  }

  private static let totalSignals: [Signal] = {
    func energy(_ name: String, _ longName: String) -> Signal {
      Signal(
        name: name, type: .float64, units: "kWh", longName: longName, cellMethods: "time: sum")
    }
    return [
      energy("generation_energy", "Energy generated by all members"),
      energy("load_energy", "Energy consumed by all loads, positive"),
      energy("grid_import", "Energy imported at the point of common coupling"),
      energy("grid_export", "Energy exported at the point of common coupling"),
      energy("storage_change", "Growth of the energy in all batteries"),
      energy("storage_loss", "Energy lost in all batteries"),
      energy("network_loss", "Energy lost in the network"),
    ]
  }()
}
