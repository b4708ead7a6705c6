/// A line or cable, as a π section: series impedance, and half of the charging at each end.
public struct Line: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The index of the bus at the “from” end.
  public var from: Int
  /// The index of the bus at the “to” end.
  public var to: Int
  /// The series resistance of the whole line, in ohms.
  public var resistanceOhm: Double
  /// The series reactance of the whole line, in ohms.
  public var reactanceOhm: Double
  /// The charging susceptance of the whole line, in microsiemens.
  public var chargingMicrosiemens: Double
  /// The current that the line may carry, in amperes, or `nil` without a limit.
  public var ratedCurrentAmperes: Double?
  /// The length in kilometres, where it is known.
  public var lengthKilometres: Double?
  /// What the element is.
  public var kind: LineKind
  /// Whether the line is connected at both ends.
  public var isInService: Bool

  /// Creates a line.
  public init(
    name: String, from: Int, to: Int, resistanceOhm: Double, reactanceOhm: Double,
    chargingMicrosiemens: Double = 0, ratedCurrentAmperes: Double? = nil,
    lengthKilometres: Double? = nil, kind: LineKind = .line, isInService: Bool = true
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.resistanceOhm = resistanceOhm
    self.reactanceOhm = reactanceOhm
    self.chargingMicrosiemens = chargingMicrosiemens
    self.ratedCurrentAmperes = ratedCurrentAmperes
    self.lengthKilometres = lengthKilometres
    self.kind = kind
    self.isInService = isInService
  }
}
