import Markets
import Quantities

/// Random books that every language draws alike: bids first, prices from 0.05 to 0.40 per
/// kilowatt-hour, energies up to 5 kWh.
struct MarketBooks {
  let bidCount: Int
  let offerCount: Int
  /// The orders of each book.
  private(set) var orders: [[Order]] = []

  /// Draws books.
  init(count: Int, bidCount: Int, offerCount: Int, seed: UInt64) {
    self.bidCount = bidCount
    self.offerCount = offerCount
    var state = seed
    for _ in 0..<count {
      orders.append(
        (0..<(bidCount + offerCount)).map { index in
          let energy = 1 + Int64(Self.next(&state) % 5_000_000)
          let price = 50_000 + Int64(Self.next(&state) % 350_000)
          return Order(
            trader: Int32(index), side: index < bidCount ? .bid : .offer,
            energy: MeteredEnergy(milliwattHours: energy),
            limitPrice: EnergyPrice(microsPerKilowattHour: price))
        })
    }
  }

  /// Clears each book.
  @inline(never)
  func clearAll(by mechanism: any MarketMechanism, into clearing: inout Clearing) {
    for index in orders.indices {
      let book = orders[index]
      mechanism.clear(
        book.span, context: ClearingContext(intervalOrdinal: Int64(index)), into: &clearing)
    }
  }

  /// The volume of each book, in milliwatt-hours.
  var volumes: [Int64] {
    var clearing = Clearing()
    return orders.map { book in
      UniformPriceDoubleAuction().clear(
        book.span, context: ClearingContext(intervalOrdinal: 0), into: &clearing)
      return clearing.volume.milliwattHours
    }
  }

  /// Draws from a SplitMix64 generator.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
