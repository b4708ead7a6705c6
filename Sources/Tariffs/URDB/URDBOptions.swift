/// What a rate of the Utility Rate Database leaves open.
public struct URDBOptions: Hashable, Sendable {
  /// How exported energy is treated, in place of what the rate says.
  public var exportScheme: URDBExportScheme?
  /// The power factor of the customer, in millionths: for demand in kVA and for reactive demand,
  /// which a meter of active energy does not register; `nil` when it is not known.
  public var powerFactor: Int64?
  /// The number of meters that pay fixed charges, where the meter series counts as one.
  public var meters = 1
  /// Whether the rate is billed at all times, whatever dates it names.
  public var ignoresDates = false
  /// The currency code.
  public var currency = "USD"
  /// The name of the rate plan; `nil`: the rate's own.
  public var name: String?

  /// Creates options that leave all to the rate.
  public init() {}
}

/// Why a rate cannot be billed.
public struct URDBPlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The option that would help, such as `powerFactor`; empty when none does.
  public let option: String
  /// One sentence.
  public let description: String

  init(_ description: String, option: String = "") {
    self.option = option
    self.description = description
  }
}
