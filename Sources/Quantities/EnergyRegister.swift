/// A meter's register: physical energy goes in, whole milliwatt-hours come out, and what is less
/// than one is carried on, so nothing is lost and nothing drifts.
@frozen
public struct EnergyRegister: Hashable, Sendable {
  /// The fraction of a milliwatt-hour that no reading has reported yet, between −0.5 and 0.5.
  public var remainderMilliwattHours: Double

  /// Creates a register that has counted nothing.
  @inlinable
  public init() { remainderMilliwattHours = 0 }

  /// The whole milliwatt-hours that would be read if some more energy came in; nothing changes.
  ///
  /// - Precondition: The energy is finite and its amount is below 9 × 10¹⁵ Wh.
  @inlinable
  public func reading(adding energy: Energy) -> MeteredEnergy {
    let total = energy.wattHours * 1000 + remainderMilliwattHours
    return MeteredEnergy(milliwattHours: Int64(total.rounded(.toNearestOrEven)))
  }

  /// Counts energy and returns the whole milliwatt-hours that it completes.
  ///
  /// - Precondition: The energy is finite and its amount is below 9 × 10¹⁵ Wh.
  @inlinable
  public mutating func count(_ energy: Energy) -> MeteredEnergy {
    let total = energy.wattHours * 1000 + remainderMilliwattHours
    let whole = total.rounded(.toNearestOrEven)
    remainderMilliwattHours = total - whole
    return MeteredEnergy(milliwattHours: Int64(whole))
  }

  /// Counts energy that may be of any size, or no number, and returns the whole milliwatt-hours
  /// that it completes.
  ///
  /// - Throws: ``QuantityOverflow`` when 64 bits cannot hold them; nothing has been counted then.
  @inlinable
  public mutating func countIfPossible(_ energy: Energy) throws(QuantityOverflow) -> MeteredEnergy {
    guard energy.wattHours.magnitude < 9e15 else {
      throw QuantityOverflow(calculation: "the reading of a meter")
    }
    return count(energy)
  }
}
