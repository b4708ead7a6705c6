import Markets
import Quantities
import TestSupport
import Testing

struct CommunityCoefficientsTests {
  private struct Book: Decodable {
    struct Home: Decodable {
      var prod: Double
      var cons: Double
      var c: Double
    }
    struct Community: Decodable {
      var production: Double
      var consumption: Double
      var selfConsumed: Double
      var surplus: Double
      var need: Double
      var boughtFromCommunity: Double
      var soldToGrid: Double
    }
    struct Account: Decodable {
      var baseEnergyBill: Double?
      var gsyEnergyBill: Double?
      var boughtFromCommunity: Double?
      var boughtFromGrid: Double?
      var soldToCommunity: Double?
      var soldToGrid: Double?
      var savings: Double?
    }
    struct Vector: Decodable {
      var id: String
      var homes: [Home]
      var community: Community?
      var home1: Account?
      var home2: Account?
      var soldToGrid: [Double]?
      var absTol: Double
    }
    struct Constants: Decodable {
      var gridFeesReduction: Double
      var gridImportFee: Double
      var perKWhFees: [Double]
      var monthlyFee: Double
      var slotsPerMonth: Double
      var feedInTariff: Double
      var marketMakerRate: Double
      enum CodingKeys: String, CodingKey {
        case gridFeesReduction, gridImportFee, monthlyFee, slotsPerMonth, feedInTariff
        case marketMakerRate
        case perKWhFees = "perKwhFees"
      }
    }
    var constants: Constants
    var vectors: [Vector]
  }

  @Test(
    "The community manager's own tests share and bill as they assert",
    .enabled(
      if: PeerBooks.has("gsy_scm_coefficients.json"),
      "the vectors of the peers are not beside the package"))
  func publishedHomes() throws {
    let book = try PeerBooks.read("gsy_scm_coefficients.json", as: Book.self)
    for vector in book.vectors {
      let shares = CommunityCoefficients.shares(
        of: vector.homes.map {
          CommunityCoefficients.Home(
            production: energy($0.prod), consumption: energy($0.cons), coefficient: $0.c)
        })
      func close(_ actual: Double, _ expected: Double?) {
        guard let expected else { return }
        #expect(abs(actual - expected) <= vector.absTol, "\(vector.id)")
      }
      func sum(_ path: KeyPath<CommunityCoefficients.Share, MeteredEnergy>) -> Double {
        shares.reduce(0) { $0 + $1[keyPath: path].kilowattHours }
      }
      // What the community calls its own consumption includes what it trades inside.
      close(sum(\.selfConsumed) + sum(\.bought), vector.community?.selfConsumed)
      close(sum(\.surplus), vector.community?.surplus)
      close(sum(\.need), vector.community?.need)
      close(sum(\.bought), vector.community?.boughtFromCommunity)
      close(sum(\.soldToGrid), vector.community?.soldToGrid)
      for (share, sold) in zip(shares, vector.soldToGrid ?? []) {
        close(share.soldToGrid.kilowattHours, sold)
      }
      for (home, account) in [vector.home1, vector.home2].enumerated() {
        guard let account else { continue }
        // Only the first home of the peer's test has a monthly fee.
        let rates = rates(book.constants, hasMonthlyFee: home == 0)
        close(try rates.baseBill(of: shares[home]).units, account.baseEnergyBill)
        close(try rates.bill(of: shares[home]).units, account.gsyEnergyBill)
        close(try rates.savings(of: shares[home]).units, account.savings)
        close(shares[home].bought.kilowattHours, account.boughtFromCommunity)
        close(shares[home].boughtFromGrid.kilowattHours, account.boughtFromGrid)
        close(shares[home].sold.kilowattHours, account.soldToCommunity)
        close(shares[home].soldToGrid.kilowattHours, account.soldToGrid)
      }
      try expectMechanismAgrees(book, vector, shares)
    }
  }

  private func energy(_ kilowattHours: Double) -> MeteredEnergy {
    MeteredEnergy(milliwattHours: Int64((kilowattHours * 1e6).rounded()))
  }

  private func price(_ units: Double) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: Int64((units * 1e6).rounded()))
  }

  private func rates(
    _ constants: Book.Constants, hasMonthlyFee: Bool
  ) -> CommunityCoefficients.Rates {
    CommunityCoefficients.Rates(
      marketMakerRate: price(constants.marketMakerRate),
      feedInTariff: price(constants.feedInTariff), gridImportFee: price(constants.gridImportFee),
      gridFeeReduction: constants.gridFeesReduction,
      otherFees: price(constants.perKWhFees.reduce(0, +)),
      intervalFee: hasMonthlyFee
        ? Money(micros: Int64((constants.monthlyFee / constants.slotsPerMonth * 1e6).rounded()))
        : .zero)
  }

  /// The mechanism trades what the homes' shares say, at the rate of the community.
  private func expectMechanismAgrees(
    _ book: Book, _ vector: Book.Vector, _ shares: [CommunityCoefficients.Share]
  ) throws {
    let orders = shares.enumerated().map { index, share in
      share.surplus > .zero
        ? Order(
          trader: Int32(index), side: .offer, energy: share.surplus, limitPrice: price(7))
        : Order(trader: Int32(index), side: .bid, energy: share.need, limitPrice: price(30.31))
    }
    let clearing = expectMarketPromises(
      of: GsyCommunityCoefficients(gridImportFee: price(book.constants.gridImportFee)),
      for: orders,
      context: ClearingContext(
        intervalOrdinal: 0, importPrice: price(book.constants.marketMakerRate),
        quotaShares: vector.homes.map(\.c)))
    #expect(clearing.servedEnergy == shares.map { max($0.bought, $0.sold) })
    #expect(clearing.price == price(30.072))
  }

  @Test("Of two equal sellers the first submitted sells all", arguments: [false, true])
  func firstSellerSellsAll(isSwapped: Bool) {
    let sellers: [Int32] = isSwapped ? [9, 1] : [1, 9]
    let orders = sellers.map { offer(1, at: 0.1, by: $0) } + [bid(1, at: 0.3, by: 2)]
    let clearing = expectMarketPromises(
      of: GsyCommunityCoefficients(), for: orders,
      context: ClearingContext(
        intervalOrdinal: 0, importPrice: price(0.3), quotaShares: [0, 0, 0.5, 0.5]))
    #expect(clearing.servedEnergy.map(\.kilowattHours) == [1, 0, 1])
  }

  @Test("Without shares all traders share alike, and unused parts are lost")
  func equalShares() {
    let orders = [
      offer(4, at: 0.1, by: 0), bid(3, at: 0.3, by: 1), bid(0.5, at: 0.2, by: 2),
      bid(0.25, at: 0.3, by: 1),
    ]
    // Three traders, so 4/3 kWh for each: trader 1's dearest bids first.
    let clearing = expectMarketPromises(
      of: GsyCommunityCoefficients(baseRate: price(0.2)), for: orders)
    #expect(clearing.servedEnergy.map(\.milliwattHours) == [1_833_333, 1_333_333, 500_000, 0])
  }

  @Test("Without a price nothing is traded, and bad shares count as none")
  func badInput() {
    let orders = [offer(1, at: 0.1, by: 0), bid(1, at: 0.3, by: -5), bid(1, at: 0.3, by: 1)]
    #expect(expectMarketPromises(of: GsyCommunityCoefficients(), for: orders).trades.isEmpty)
    for shares in [[.nan, .infinity], [-1, -2], [0.0, 0]] as [[Double]] {
      let clearing = expectMarketPromises(
        of: GsyCommunityCoefficients(baseRate: price(0.2)), for: orders,
        context: ClearingContext(intervalOrdinal: 0, quotaShares: shares))
      #expect(clearing.volume == .zero)
    }
  }

  @Test("The next coefficients follow need, and stay when there is none")
  func dynamicCoefficients() {
    let shares = CommunityCoefficients.shares(of: [
      .init(production: .zero, consumption: energy(3), coefficient: 0.5),
      .init(production: energy(2), consumption: energy(1), coefficient: 0.25),
      .init(production: .zero, consumption: energy(1), coefficient: 0.25),
    ])
    #expect(
      CommunityCoefficients.nextCoefficients(after: shares, current: [1, 0, 0]) == [0.75, 0, 0.25])
    #expect(CommunityCoefficients.nextCoefficients(after: [], current: [1]) == [1])
  }

  @Test("Shares conserve energy for any homes", arguments: 0..<200 as Range<UInt64>)
  func conserves(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<50 {
      let homes = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        CommunityCoefficients.Home(
          production: MeteredEnergy(milliwattHours: generator.nextInteger()),
          consumption: MeteredEnergy(milliwattHours: generator.nextInteger()),
          coefficient: Double.random(in: -0.2...1.2, using: &generator))
      }
      let shares = CommunityCoefficients.shares(of: homes)
      let bought = shares.reduce(0 as Int128) { $0 + Int128($1.bought.milliwattHours) }
      let sold = shares.reduce(0 as Int128) { $0 + Int128($1.sold.milliwattHours) }
      #expect(bought == sold)
      #expect(shares.allSatisfy { $0.bought <= $0.need && $0.sold <= $0.surplus })
      #expect(shares.allSatisfy { $0.bought >= .zero && $0.sold >= .zero })
    }
  }
}
