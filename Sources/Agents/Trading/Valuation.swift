public import Markets
public import Quantities

/// What one more kilowatt-hour is worth to a member in one interval.
public struct Valuation: Hashable, Sendable {
  /// What one more imported kilowatt-hour would cost the member.
  public var importPrice: EnergyPrice
  /// What one more exported kilowatt-hour would earn the member.
  public var exportPrice: EnergyPrice
  /// The charges that stay due on energy bought locally.
  public var localCharges: EnergyPrice

  /// Creates a valuation.
  public init(importPrice: EnergyPrice, exportPrice: EnergyPrice, localCharges: EnergyPrice) {
    self.importPrice = importPrice
    self.exportPrice = exportPrice
    self.localCharges = localCharges
  }

  /// The highest price that leaves a buyer no worse off: the import price less what stays due.
  public var willingnessToPay: EnergyPrice { importPrice - localCharges }

  /// The lowest price that leaves a seller no worse off: what the supplier would pay.
  public var willingnessToAccept: EnergyPrice { exportPrice }

  /// What a strategy is asked for under this valuation.
  public func quote(
    _ side: Order.Side, elapsedShare: Double = 0, isActive: Bool = true
  ) -> QuoteRequest {
    QuoteRequest(
      side: side, limit: side == .bid ? willingnessToPay : willingnessToAccept,
      lowestPrice: exportPrice, highestPrice: importPrice, elapsedShare: elapsedShare,
      isActive: isActive)
  }
}
