public import Markets
import Quantities

/// A bid in kilowatt-hours and currency units per kilowatt-hour, as a person writes it.
public func bid(_ kilowattHours: Double, at price: Double, by trader: Int32 = 0) -> Order {
  order(.bid, kilowattHours, price, trader)
}

/// An offer in kilowatt-hours and currency units per kilowatt-hour, as a person writes it.
public func offer(_ kilowattHours: Double, at price: Double, by trader: Int32 = 0) -> Order {
  order(.offer, kilowattHours, price, trader)
}

private func order(
  _ side: Order.Side, _ kilowattHours: Double, _ price: Double, _ trader: Int32
) -> Order {
  Order(
    trader: trader, side: side,
    energy: MeteredEnergy(milliwattHours: Int64((kilowattHours * 1e6).rounded())),
    limitPrice: EnergyPrice(microsPerKilowattHour: Int64((price * 1e6).rounded())))
}

/// Random orders with prices and energies from small ranges, so that ties are common.
public func randomOrders(
  count: Int, energies: ClosedRange<Int64>, prices: ClosedRange<Int64>,
  using generator: inout TestGenerator
) -> [Order] {
  (0..<count).map { index in
    Order(
      trader: Int32(index), side: generator.next() % 2 == 0 ? .bid : .offer,
      energy: MeteredEnergy(milliwattHours: .random(in: energies, using: &generator)),
      limitPrice: EnergyPrice(
        microsPerKilowattHour: .random(in: prices, using: &generator)))
  }
}
