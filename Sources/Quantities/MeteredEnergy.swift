/// An exact energy as meters register it and markets trade it: whole milliwatt-hours (10⁻⁶ kWh).
///
/// Sums of integers balance in any order, which sums of `Double` do not.
@frozen
public struct MeteredEnergy: AdditiveArithmetic, Comparable, Hashable, Sendable {
  /// The energy, in milliwatt-hours.
  public var milliwattHours: Int64

  /// Creates an energy from milliwatt-hours.
  @inlinable
  public init(milliwattHours: Int64) { self.milliwattHours = milliwattHours }

  @inlinable
  public static var zero: MeteredEnergy { MeteredEnergy(milliwattHours: 0) }

  /// The energy, in kilowatt-hours.
  @inlinable
  public var kilowattHours: Double { Double(milliwattHours) / 1e6 }

  /// The sum; a sum beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func + (left: MeteredEnergy, right: MeteredEnergy) -> MeteredEnergy {
    MeteredEnergy(milliwattHours: left.milliwattHours + right.milliwattHours)
  }

  /// The difference; a difference beyond the range of 64 bits traps, it never wraps.
  @inlinable
  public static func - (left: MeteredEnergy, right: MeteredEnergy) -> MeteredEnergy {
    MeteredEnergy(milliwattHours: left.milliwattHours - right.milliwattHours)
  }

  @inlinable
  public static func < (left: MeteredEnergy, right: MeteredEnergy) -> Bool {
    left.milliwattHours < right.milliwattHours
  }
}

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
  /// - Parameter energy: The energy, finite, below 9 × 10¹⁵ Wh.
  @inlinable
  public func reading(adding energy: Energy) -> MeteredEnergy {
    let total = energy.wattHours * 1000 + remainderMilliwattHours
    return MeteredEnergy(milliwattHours: Int64(total.rounded(.toNearestOrEven)))
  }

  /// Counts energy and returns the whole milliwatt-hours that it completes.
  ///
  /// - Parameter energy: The energy, finite, below 9 × 10¹⁵ Wh.
  @inlinable
  public mutating func count(_ energy: Energy) -> MeteredEnergy {
    let total = energy.wattHours * 1000 + remainderMilliwattHours
    let whole = total.rounded(.toNearestOrEven)
    remainderMilliwattHours = total - whole
    return MeteredEnergy(milliwattHours: Int64(whole))
  }
}
