import LinearPrograms
import Markets
import TestSupport
import Testing

/// Random members of a community.
func randomMembers(
  sellers: Int, buyers: Int, isLinear: Bool = false, using generator: inout TestGenerator
) -> [CentralOptimum.Member] {
  (0..<(sellers + buyers)).map { index in
    let isSeller = index < sellers
    let most = Double.random(in: 1...30, using: &generator)
    return CentralOptimum.Member(
      slope: isLinear ? 0 : .random(in: 0.05...0.5, using: &generator),
      price: .random(in: isSeller ? 1...5 : 4...9, using: &generator),
      minimum: isSeller ? 0 : -most, maximum: isSeller ? most : 0)
  }
}

struct CentralOptimumTests {
  static let published = [
    CentralOptimum.Member(slope: 0.1, price: 3, minimum: 0, maximum: 30),
    CentralOptimum.Member(slope: 0.2, price: 2, minimum: 0, maximum: 20),
    CentralOptimum.Member(slope: 0.1, price: 8, minimum: -30, maximum: 0),
    CentralOptimum.Member(slope: 0.15, price: 7, minimum: -30, maximum: 0),
  ]

  @Test("Two producers and two consumers meet at 100/19")
  func published() throws {
    let optimum = try #require(CentralOptimum(Self.published))
    #expect(abs(optimum.price - 100.0 / 19) < 1e-12)
    let powers = [22.631579, 16.315789, -27.368421, -11.578947]
    #expect(zip(optimum.powers, powers).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(optimum.cost + 99.736842) < 1e-6)
  }

  @Test("It is the optimum of the quadratic program", arguments: 0..<20)
  func quadraticProgram(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    for round in 0..<50 {
      var members = randomMembers(
        sellers: 1 + round % 4, buyers: 1 + round % 5, using: &generator)
      for index in members.indices where round % 3 == 0 && index % 2 == 0 {
        members[index].slope = 0
      }
      var program = LinearProgram()
      var terms: [LinearProgram.Term] = []
      for member in members {
        let column = program.addColumn(
          cost: member.price, from: member.minimum, to: member.maximum,
          quadraticCost: member.slope)
        terms.append(.init(column, 1))
      }
      program.addRow(from: 0, to: 0, terms)
      let expected = try program.solve()
      let optimum = try #require(CentralOptimum(members))
      #expect(abs(optimum.cost - expected.objective) <= 1e-9 * max(1, abs(expected.objective)))
      #expect(abs(optimum.powers.reduce(0, +)) < 1e-11)
    }
  }

  @Test("Each member's power is the best at the price", arguments: 0..<100)
  func bestResponse(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    for round in 0..<100 {
      let members = randomMembers(
        sellers: 1 + round % 5, buyers: 1 + round % 3, isLinear: round % 4 == 0,
        using: &generator)
      let optimum = try #require(CentralOptimum(members, k: Double(round % 3) / 2))
      #expect(abs(optimum.powers.reduce(0, +)) < 1e-11)
      for (member, power) in zip(members, optimum.powers) {
        let marginal = member.price + member.slope * power
        let isAtMost = power >= member.maximum - 1e-9
        let isAtLeast = power <= member.minimum + 1e-9
        #expect(isAtMost || marginal >= optimum.price - 1e-9)
        #expect(isAtLeast || marginal <= optimum.price + 1e-9)
      }
    }
  }

  @Test("Where a range of prices balances, k says which is taken")
  func ties() throws {
    let members = [
      CentralOptimum.Member(slope: 0, price: 2, minimum: 0, maximum: 5),
      CentralOptimum.Member(slope: 0, price: 6, minimum: -5, maximum: 0),
    ]
    #expect(CentralOptimum(members, k: 0)?.price == 2)
    #expect(CentralOptimum(members)?.price == 4)
    #expect(CentralOptimum(members, k: 1)?.price == 6)
  }

  @Test("Bounds that cannot balance, and numbers that are none, have no optimum")
  func none() {
    let must = CentralOptimum.Member(slope: 0, price: 1, minimum: 1, maximum: 2)
    #expect(CentralOptimum([must]) == nil)
    #expect(CentralOptimum([])?.powers == [])
    for number in [Double.nan, .infinity] {
      #expect(
        CentralOptimum([.init(slope: 0, price: number, minimum: 0, maximum: 0)]) == nil)
      #expect(
        CentralOptimum([.init(slope: number, price: 0, minimum: 0, maximum: 0)]) == nil)
      #expect(
        CentralOptimum([.init(slope: 0, price: 0, minimum: 0, maximum: number)]) == nil)
    }
  }
}
