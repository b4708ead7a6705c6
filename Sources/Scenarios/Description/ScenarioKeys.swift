import Parameters

/// The keys at the top of a scenario file.
enum ScenarioKeys {
  /// The version of the format that this reader knows.
  static let currentVersion: Int64 = 1

  static let schemaVersion = Parameter(
    "schemaVersion", .integer, minimum: Double(currentVersion), maximum: Double(currentVersion),
    "Version of the format of this file.")
  static let title = Parameter("title", .text, "Title, for people.")
  static let description = Parameter(
    "description", .text, isOptional: true, "What the scenario is for.")
  static let seed = Parameter(
    "seed", .integer, minimum: 0, default: .integer(1), "Seed of every random stream.")
  static let currency = Parameter(
    "currency", .text, default: .text("EUR"),
    "Code of the currency that prices are written in, three capital letters.")
  static let time = Parameter("time", .section(TimeKeys.set), "Horizon and its division.")
  static let profiles = Parameter(
    "profiles", .list(ProfileKeys.set), default: .list([]), "Files of profiles.")
  static let network = Parameter(
    "network", .section(NetworkKeys.set), isOptional: true,
    "Network; without one, no power flow is calculated.")
  static let tariffs = Parameter(
    "tariffs", .variantList(TariffKeys.variants), "Tariffs of the members.")
  static let sharing = Parameter(
    "sharing", .variantList(SharingKeys.variants), default: .list([]),
    "Rules by which members share what some of them generate.")
  static let market = Parameter(
    "market", .variant(MarketKeys.variants), default: .section(ParameterValues([:])),
    "Local market.")
  static let dispatch = Parameter(
    "dispatch", .variant(DispatchKeys.variants), default: .section(ParameterValues([:])),
    "Who decides what batteries do.")
  static let members = Parameter(
    "members", .variantList(MemberKeys.variants), "Members, singly or as groups.")
  static let contract = Parameter(
    "contract", .section(ContractKeys.set), isOptional: true, "Quota contract.")
  static let recording = Parameter(
    "recording", .section(RecordingKeys.set), default: .section(ParameterValues([:])),
    "What the result file holds beyond what it always holds.")
  static let arms = Parameter(
    "arms", .list(ArmKeys.set), default: .list([]),
    "Named variations, one of which may be chosen for a run.")

  static let set = ParameterSet(
    name: "scenario", "A microgrid, its members and the time for which it is simulated.",
    [
      schemaVersion, title, description, seed, currency, time, profiles, network, tariffs, sharing,
      market, dispatch, members, contract, recording, arms,
    ])
}

/// The keys of `recording`.
enum RecordingKeys {
  private static let day: Double = 86_400

  static let detail = Parameter(
    "detail", .choice(RecordingSettings.Detail.allCases.map(\.rawValue)),
    default: .text(RecordingSettings.Detail.full.rawValue),
    "Whether series and tables are recorded, or the indicators of the run only.")
  static let interval = Parameter(
    "interval", .quantity(.duration), minimum: 60, maximum: 366 * day, isOptional: true,
    "Length of time that a row of the recorded series covers, a multiple of the settlement "
      + "interval; without it, one settlement interval.")
  static let voltagePrecision = Parameter(
    "voltagePrecision", .choice(RecordingSettings.Precision.allCases.map(\.rawValue)),
    default: .text(RecordingSettings.Precision.float32.rawValue),
    "Number format of recorded voltages.")
  static let ledger = Parameter(
    "ledger", .choice(RecordingSettings.Ledger.allCases.map(\.rawValue)),
    default: .text(RecordingSettings.Ledger.billingPeriods.rawValue),
    "Postings that are recorded: sums of billing periods, or all.")
  static let orders = Parameter(
    "orders", .boolean, default: .boolean(false),
    "Whether every order of every interval is recorded.")

  static let set = ParameterSet(
    name: "recording", "What the result file holds beyond what it always holds.",
    [detail, interval, voltagePrecision, ledger, orders])
}
