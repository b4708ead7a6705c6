public import Quantities

extension LimitOrderBook {
  /// Submits an order: it trades with what it meets, and what is left of it rests.
  ///
  /// The trades are in ``fills`` until the next order is submitted.
  ///
  /// - Parameters:
  ///   - identifier: A number that no resting order has.
  ///   - trader: Who submits it.
  ///   - side: The side.
  ///   - price: The limit price.
  ///   - energy: The energy, which must be positive.
  ///   - expiry: The time from which on the order is no more in the book, as ``expire(at:)`` is
  ///     told; `nil` for never. It can be any count, such as that of rounds.
  @discardableResult
  public mutating func submit(
    _ identifier: Int64, trader: Int32, side: Order.Side, price: EnergyPrice,
    energy: MeteredEnergy, expiry: Instant? = nil
  ) -> Outcome {
    if !fills.isEmpty { fills.removeAll(keepingCapacity: true) }
    let micros = price.microsPerKilowattHour
    var order = RestingOrders.Slot(
      identifier: identifier, energy: energy.milliwattHours,
      key: side == .bid ? micros : ~micros, expiry: expiry?.nanoseconds ?? .max, trader: trader,
      previous: -1, next: -1, heapPlace: -1, isBid: side == .bid)
    guard order.energy > 0, orders.hasRoom, orders.slot(of: identifier) < 0,
      expiry.map({ $0 > time }) ?? true
    else { return .refused }
    guard hasRoom(for: order.energy, amongBids: order.isBid) else { return .refused }
    let mayRest =
      order.isBid
      ? Self.match(&order, with: &offers, of: &orders, selfTradePrevention, &fills)
      : Self.match(&order, with: &bids, of: &orders, selfTradePrevention, &fills)
    guard order.energy > 0 else { return .filled }
    guard mayRest else { return .cancelled }
    let slot = orders.insert(order)
    if order.isBid { bids.append(slot, &orders) } else { offers.append(slot, &orders) }
    return .resting
  }

  /// Cancels an order.
  ///
  /// - Returns: The energy that was left of it; `nil` if it does not rest.
  @discardableResult
  public mutating func cancel(_ identifier: Int64) -> MeteredEnergy? {
    let slot = orders.slot(of: identifier)
    guard slot >= 0 else { return nil }
    let order = orders.slots[Int(slot)]
    remove(slot)
    return MeteredEnergy(milliwattHours: order.energy)
  }

  /// Removes the orders that have expired at a time; the time never runs back.
  ///
  /// - Returns: The number of orders removed.
  @discardableResult
  public mutating func expire(at time: Instant) -> Int {
    self.time = max(self.time, time)
    let count = orderCount
    while case let slot = orders.firstToExpire, slot >= 0,
      orders.slots[Int(slot)].expiry <= self.time.nanoseconds
    {
      remove(slot)
    }
    return count - orderCount
  }

  /// Empties the book, and turns its time back to the beginning.
  public mutating func removeAll() {
    orders.removeAll()
    bids.levels.removeAll(keepingCapacity: true)
    bids.energy = 0
    offers.levels.removeAll(keepingCapacity: true)
    offers.energy = 0
    fills.removeAll(keepingCapacity: true)
    time = Instant(nanoseconds: .min)
  }

  private mutating func remove(_ slot: Int32) {
    if orders.slots[Int(slot)].isBid {
      bids.remove(slot, &orders)
    } else {
      offers.remove(slot, &orders)
    }
  }

  private func hasRoom(for energy: Int64, amongBids isBid: Bool) -> Bool {
    !(isBid ? bids.energy : offers.energy).addingReportingOverflow(energy).overflow
  }
}
