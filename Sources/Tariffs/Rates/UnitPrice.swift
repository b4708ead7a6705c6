public import Quantities

/// An exact price of one unit of what is billed, in 10⁻⁹ of the currency: of a kilowatt-hour, a
/// kilowatt, a month.
///
/// Published components of tariffs have up to nine decimals (`441.478264 R$/MWh`), which a price in
/// millionths would cut.
@frozen
public struct UnitPrice: ExactQuantity {
  /// The price, in 10⁻⁹ of the currency for each unit.
  public var nanos: Int64

  /// Creates a price from 10⁻⁹ of the currency for each unit.
  @inlinable
  public init(nanos: Int64) { self.nanos = nanos }

  /// Creates the nearest price; what leaves the range becomes its end, what is no number zero.
  public init(rounding units: Double) {
    let scaled = (units * 1e9).rounded(.toNearestOrEven)
    nanos = scaled.isNaN ? 0 : Int64(clamping: Int128(max(min(scaled, 1e30), -1e30)))
  }

  /// The price in currency units, for display and for files.
  @inlinable
  public var units: Double { Double(nanos) / 1e9 }

  public static var name: String { "unit prices" }

  @inlinable
  public var count: Int64 { nanos }

  @inlinable
  public init(count: Int64) { self.init(nanos: count) }
}

/// What a price is for one of, and a quantity of a bill counts.
public enum BilledUnit: String, CaseIterable, Hashable, Sendable {
  /// A kilowatt-hour.
  case kilowattHour = "kWh"
  /// A kilowatt of demand.
  case kilowatt = "kW"
  /// A kilovolt-ampere of demand.
  case kilovoltAmpere = "kVA"
  /// A kilovar-hour.
  case kilovarHour = "kvarh"
  /// A kilovar of reactive demand.
  case kilovar = "kvar"
  /// A calendar month.
  case month = "month"
  /// A day.
  case day = "d"
  /// Nothing that is counted: the amount stands for itself.
  case none = "1"
}

/// A quantity of a bill, in millionths of its ``BilledUnit``.
///
/// Energy in kWh thus has the resolution of the meters, a milliwatt-hour; demand one milliwatt.
public typealias BilledQuantity = Int64
