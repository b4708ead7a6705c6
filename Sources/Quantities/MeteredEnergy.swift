/// An exact energy as meters register it and markets trade it: whole milliwatt-hours (10⁻⁶ kWh).
///
/// Sums of integers balance in any order, which sums of `Double` do not.
@frozen
public struct MeteredEnergy: ExactQuantity {
  /// The energy, in milliwatt-hours.
  public var milliwattHours: Int64

  /// Creates an energy from milliwatt-hours.
  @inlinable
  public init(milliwattHours: Int64) { self.milliwattHours = milliwattHours }

  /// The energy, in kilowatt-hours.
  @inlinable
  public var kilowattHours: Double { Double(milliwattHours) / 1e6 }

  public static var name: String { "metered energy" }

  @inlinable
  public var count: Int64 { milliwattHours }

  @inlinable
  public init(count: Int64) { self.init(milliwattHours: count) }
}
