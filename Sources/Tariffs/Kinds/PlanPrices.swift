public import Quantities

// The prices of a plan as far as they depend on the period alone: those of the first tier, without
// adders and taxes. A plan that contradicts itself has no price where it names none.
extension RatePlan {
  /// The price of one component of imported energy in the first tier of a period.
  public func price(ofComponent component: Int, inPeriod period: Int) -> UnitPrice {
    guard energy.indices.contains(period), let tier = energy[period].first,
      tier.prices.indices.contains(component)
    else { return UnitPrice(nanos: 0) }
    return tier.prices[component]
  }

  /// The price of imported energy in the first tier of a period: the sum of its components.
  public func importPrice(inPeriod period: Int) -> UnitPrice {
    let sum = components.indices.reduce(Int128(0)) {
      $0 + Int128(price(ofComponent: $1, inPeriod: period).nanos)
    }
    return UnitPrice(nanos: Int64(clamping: sum))
  }

  /// The price paid for exported energy in the first tier of a period.
  public func exportPrice(inPeriod period: Int) -> UnitPrice {
    guard energy.indices.contains(period), let tier = energy[period].first else {
      return UnitPrice(nanos: 0)
    }
    return tier.exportPrice ?? importPrice(inPeriod: period)
  }

  /// What is still due of one component in a period on energy that is traded locally.
  public func localPrice(ofComponent component: Int, inPeriod period: Int) -> EnergyPrice {
    guard components.indices.contains(component) else { return .zero }
    let price = EnergyPrice(price(ofComponent: component, inPeriod: period))
    let share = components[component].localTradeShare
    let micros = (price.unitsPerKilowattHour * share * 1e6).rounded(.toNearestOrEven)
    return EnergyPrice(microsPerKilowattHour: Int64(clamping: Int128(exactly: micros) ?? 0))
  }

  /// The sum of what is still due in a period on energy that is traded locally.
  public func localCharges(inPeriod period: Int) -> EnergyPrice {
    let sum = components.indices.reduce(Int128(0)) {
      $0 + Int128(localPrice(ofComponent: $1, inPeriod: period).microsPerKilowattHour)
    }
    return EnergyPrice(microsPerKilowattHour: Int64(clamping: sum))
  }
}

extension EnergyPrice {
  /// Creates the nearest price in millionths, half to even.
  public init(_ price: UnitPrice) {
    self.init(microsPerKilowattHour: quotientRoundedHalfToEven(price.nanos, by: 1000))
  }
}
