public import Quantities

/// What is known of a generating unit (unidade de micro ou minigeração distribuída) that a bill's
/// compensation depends on.
public struct GenerationFacts: Hashable, Sendable {
  /// Where the surplus of a unit is used.
  public enum Modality: String, CaseIterable, Hashable, Sendable {
    /// By the unit itself (autoconsumo local).
    case local
    /// By other units of the same owner (autoconsumo remoto).
    case remoteSelfConsumption = "remote-self-consumption"
    /// By the members of a consortium or cooperative (geração compartilhada).
    case shared
    /// By the units of a condominium (empreendimento com múltiplas unidades consumidoras).
    case multipleUnits = "multiple-units"
  }

  /// The day of the request for connection; `nil` for units that were connected before they needed
  /// one, which count as early.
  public var requestDate: CivilDate?
  /// The nominal power, in kilowatts.
  public var kilowatts: Double
  /// Whether the owner can choose when to generate.
  public var isDispatchable = false
  /// Whether the unit is photovoltaic, which is dispatchable only with storage.
  public var isPhotovoltaic = true
  /// The share of the monthly generation that storage holds.
  public var storageShare = 0.0
  /// Where the surplus is used.
  public var modality = Modality.local
  /// The greatest share of the surplus that one holder has; used by shared generation.
  public var largestShare = 0.0
  /// Whether the unit kept the rights of early requests, which end with the contract, by an
  /// irregularity, or when it was not connected in time (art. 26 §§ 1 to 3).
  public var keepsLegacy = true

  /// Creates the facts of a unit.
  public init(requestDate: CivilDate?, kilowatts: Double) {
    self.requestDate = requestDate
    self.kilowatts = kilowatts
  }
}

/// The class of a generating unit by Lei 14.300/2022, which decides what is due on compensated
/// energy.
public enum SceeClass: String, CaseIterable, Hashable, Sendable {
  /// Existing units and early requests: nothing is due until the end of the legacy rule (art. 26).
  case gd1 = "GD I"
  /// A share of Fio B that grows by year (art. 27).
  case gd2 = "GD II"
  /// Fio B in full, and shares of transmission and of two charges (art. 27 § 1).
  case gd3 = "GD III"
}

/// The class of a unit, with the reason.
public struct SceeClassification: Hashable, Sendable {
  /// The class.
  public let sceeClass: SceeClass
  /// Whether the unit is micro-generation rather than mini-generation.
  public let isMicro: Bool
  /// Whether the unit counts as dispatchable.
  public let isDispatchable: Bool
  /// Why, in one sentence.
  public let reason: String
  /// The first year whose shares the law leaves open for this unit.
  public let openYear: Int
  /// The years before ``openYear`` in which the last yearly step stays in force, if any.
  public let isLateRequest: Bool
}
