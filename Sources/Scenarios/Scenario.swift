public import PowerFlow
public import Quantities
public import Tariffs

/// A microgrid, its members and the time for which it is simulated, as a scenario file describes
/// them: every name resolved, every default filled in, every draw of a group made.
public struct Scenario: Sendable {
  /// The title, for people.
  public var title: String
  /// What the scenario is for; empty when the file does not say.
  public var description: String
  /// The seed of every random stream of the run.
  public var seed: UInt64
  /// The code of the currency that money is counted in, such as `EUR`.
  public var currency: String
  /// The horizon and its division.
  public var time: TimeSettings
  /// The profile files, with the columns that members use.
  public var profileTables: [ScheduledProfiles]
  /// The network; without one, no power flow is calculated.
  public var network: NetworkSettings?
  /// The tariffs, in the order of the file.
  public var tariffs: [NamedTariff]
  /// How members share what some of them generate, in the order of the file.
  public var sharing: [any SharingRule] = []
  /// The local market.
  public var market: MarketSettings
  /// Who decides what batteries do.
  public var dispatch: DispatchSettings
  /// The members in the order of the file, those of a group in the order of their numbers.
  public var members: [MemberSettings]
  /// The quota contract, if there is one.
  public var contract: ContractSettings?
  /// Named variations of the scenario, in the order of the file.
  public var arms: [ScenarioArm]
  /// The name of the chosen arm; `nil` when the scenario is taken as it stands.
  public var arm: String?
  /// What the result file holds.
  public var recording: RecordingSettings
  /// The files that the scenario is made of: itself first, then the profiles, then the network.
  public var inputs: [InputFile]
  /// The text of the file, byte for byte.
  public var sourceText: String
  /// The values that replaced those of the file, in the order in which they were given: those of
  /// the chosen arm first.
  public var overrides: [AppliedOverride]
  /// The scenario as YAML with all overrides applied and all defaults written out.
  ///
  /// Reading it gives the same scenario again.
  public var resolvedText: String
}

extension Scenario {
  /// Whether anything consumes or injects; without it a scenario is about governance alone, and no
  /// interval is metered or settled.
  public var hasEnergy: Bool {
    contract?.plants.production != nil
      || members.contains { $0.hasDevices }
  }

  /// Whether each member's supply is billed when a billing cycle ends, rather than interval by
  /// interval: where its tariff looks at the whole cycle, or it shares generation with others.
  public var isBilledByCycle: [Bool] {
    let sharing = Set(sharing.flatMap(\.memberNames))
    let isByInterval = tariffs.map(\.plan.isSettledByInterval)
    return members.map { !isByInterval[$0.tariff] || sharing.contains($0.name) }
  }
}

/// The horizon of a scenario and its division into settlement intervals and power-flow steps.
public struct TimeSettings: Sendable {
  /// The zone of civil time: tariffs, holidays and billing periods follow it.
  public var zone: CivilTimeZone
  /// The first instant.
  public var start: Instant
  /// The instant at which the horizon ends, not included.
  public var end: Instant
  /// The length of a settlement interval; it divides a day.
  public var intervalNanoseconds: Int64
  /// The number of settlement intervals.
  public var intervalCount: Int
  /// The days that tariffs treat as holidays.
  public var holidays: HolidayCalendar
}

/// A network, how it is solved, and what counts as a violation in it.
public struct NetworkSettings: Sendable {
  /// A standard of voltage quality.
  public enum VoltageQuality: String, CaseIterable, Hashable, Sendable {
    /// No statistics of ten minutes.
    case none
    /// The European EN 50160.
    case en50160 = "en-50160"
    /// Módulo 8 of the Brazilian PRODIST: DRP and DRC.
    case prodist
  }

  /// The network as its file describes it.
  public var network: NetworkModel
  /// The method of the power flow.
  public var method: PowerFlowMethod
  /// Whether tap changers, regulators and capacitor controls act.
  public var hasControls: Bool
  /// The standard whose statistics are kept.
  public var voltageQuality: VoltageQuality
  /// The voltage below which a bus counts as violated, per unit.
  public var minimumVoltage: Double
  /// The voltage above which a bus counts as violated, per unit.
  public var maximumVoltage: Double
  /// The change of voltage at which the power flow has converged, per unit.
  public var tolerance: Double
  /// Whether the run goes on, counting, when a power flow does not converge.
  public var continuesWhenNotConverged: Bool
  /// What the network may carry, and who gives way; `nil` when nothing is checked before delivery.
  public var constraints: ConstraintSettings?
}

/// What the result file holds beyond what it always holds.
public struct RecordingSettings: Hashable, Sendable {
  /// How much of a run is recorded.
  public enum Detail: String, CaseIterable, Hashable, Sendable {
    /// Indicators, time series and tables.
    case full
    /// The indicators of the whole run only, as studies of many runs need them.
    case indicators
  }

  /// The number format of recorded voltages.
  public enum Precision: String, CaseIterable, Hashable, Sendable {
    /// Four bytes, about seven digits.
    case float32
    /// Eight bytes, about sixteen digits.
    case float64
  }

  /// Which postings of the ledger are recorded.
  public enum Ledger: String, CaseIterable, Hashable, Sendable {
    /// One posting for each pair of accounts and billing period.
    case billingPeriods = "billing-periods"
    /// Every posting of every interval.
    case full
  }

  /// How much of the run is recorded; the other settings count when that is all.
  public var detail: Detail
  /// The number of settlement intervals that one row of the recorded series covers.
  public var intervalsPerRow: Int
  /// The number format of recorded voltages.
  public var voltagePrecision: Precision
  /// Which postings of the ledger are recorded.
  public var ledger: Ledger
  /// Whether every order of every interval is recorded.
  public var orders: Bool
}

/// A file that the scenario is made of.
public struct InputFile: Hashable, Sendable {
  /// The path as the scenario writes it.
  public var path: String
  /// The SHA-256 of its bytes, as 64 hexadecimal digits.
  public var sha256: String
}

/// A value that was set over the file's own.
public struct AppliedOverride: Hashable, Sendable {
  /// The path of the key, such as `market.k`.
  public var path: String
  /// The value as it was written.
  public var value: String

  /// Creates a replacement.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}
