import Statistics
import Testing

// The frozen numbers are those of scipy.stats.t of SciPy 1.17.1: 2 * sf(t, v) and ppf(p, v).
struct StudentTTests {
  struct Probability: Sendable {
    var degreesOfFreedom: Double
    var expected: [Double]
  }

  static let places = [0.001, 0.5, 1.96, 4, 12.5]
  static let shares = [0.5001, 0.6, 0.75, 0.8, 0.95, 0.975, 0.995, 0.999_999]

  static let probabilities: [Probability] = [
    Probability(
      degreesOfFreedom: 0.5,
      expected: [
        0.9994606476684875, 0.7573180729294365, 0.4497229777383792, 0.31922008298867155,
        0.18132892312512988,
      ]),
    Probability(
      degreesOfFreedom: 1,
      expected: [
        0.9993633804398159, 0.7048327646991335, 0.3003428917760331, 0.15595826075473865,
        0.050821347332231794,
      ]),
    Probability(
      degreesOfFreedom: 2,
      expected: [
        0.9992928933955901, 0.6666666666666667, 0.18905730960173228, 0.05719095841793663,
        0.006339208103544684,
      ]),
    Probability(
      degreesOfFreedom: 3,
      expected: [
        0.9992648949694609, 0.651447964848151, 0.14485220856485365, 0.028008456010146152,
        0.0011036313310960584,
      ]),
    Probability(
      degreesOfFreedom: 4.5,
      expected: [
        0.9992449065121516, 0.6405495020740474, 0.1136502482363853, 0.01276448946562405,
        0.00011522303973700811,
      ]),
    Probability(
      degreesOfFreedom: 10,
      expected: [
        0.999221783374741, 0.627893605742973, 0.07843624024769971, 0.0025183326247366945,
        1.9882546361378257e-07,
      ]),
    Probability(
      degreesOfFreedom: 19,
      expected: [
        0.9992125405235656, 0.6228164912864416, 0.06482897928896933, 0.000766192337228645,
        1.296270195937877e-10,
      ]),
    Probability(
      degreesOfFreedom: 30,
      expected: [
        0.9992087357664851, 0.6207230048851272, 0.05934231289605049, 0.0003818456360837564,
        1.99849634939664e-13,
      ]),
    Probability(
      degreesOfFreedom: 199,
      expected: [
        0.9992031173066396, 0.6176275123353321, 0.05139183390416014, 8.927655875682524e-05,
        7.679879942586283e-27,
      ]),
    Probability(
      degreesOfFreedom: 10000.0,
      expected: [
        0.9992021355190526, 0.6170860793232337, 0.05002352023183303, 6.379866882313968e-05,
        1.3763749513983856e-35,
      ]),
    Probability(
      degreesOfFreedom: 1000000.0,
      expected: [
        0.9992021157716492, 0.6170751874723714, 0.04999606758526985, 6.33470340100481e-05,
        7.511411658355981e-36,
      ]),
    Probability(
      degreesOfFreedom: 100000000.0,
      expected: [
        0.9992021155741726, 0.6170750785521784, 0.04999579306932808, 6.334252916852823e-05,
        7.465590061207477e-36,
      ]),
  ]

  static let quantiles: [Probability] = [
    Probability(
      degreesOfFreedom: 0.5,
      expected: [
        0.0003708149609544511, 0.3979754267847907, 1.5537739740300383, 2.5127179536659203,
        41.13600009287819, 164.55767348048818, 4113.964588804174, 102849115625.719,
      ]),
    Probability(
      degreesOfFreedom: 1,
      expected: [
        0.0003141592756945358, 0.32491969623290634, 1.0000000000000002, 1.3763819204711738,
        6.313751514675037, 12.706204736174694, 63.656741162871526, 318309.88617359026,
      ]),
    Probability(
      degreesOfFreedom: 2,
      expected: [
        0.0002828427181314423, 0.2886751345948128, 0.8164965809277261, 1.0606601717798214,
        2.9199855803537242, 4.302652729749462, 9.924843200918287, 707.1057205157672,
      ]),
    Probability(
      degreesOfFreedom: 3,
      expected: [
        0.00027206990911051864, 0.2766706623326898, 0.7648923284043444, 0.9784723123633042,
        2.3533634348018233, 3.1824463052837078, 5.840909309733355, 103.29946777942898,
      ]),
    Probability(
      degreesOfFreedom: 4.5,
      expected: [
        0.0002648678148282281, 0.2687518355421751, 0.7328666862359944, 0.9289655685760094,
        2.065575888878524, 2.6589123472044034, 4.272823993011293, 31.081356582949844,
      ]),
    Probability(
      degreesOfFreedom: 10,
      expected: [
        0.0002569978066048638, 0.2601848294920803, 0.6998120613124317, 0.8790578285505889,
        1.8124611228116756, 2.228138851986274, 3.16927267261695, 9.751995490909856,
      ]),
    Probability(
      degreesOfFreedom: 19,
      expected: [
        0.0002539812817814044, 0.25692281979615467, 0.6876214602039602, 0.8609505502689286,
        1.7291328115213682, 2.0930240544083087, 2.8609346064649794, 6.7233942821860095,
      ]),
    Probability(
      degreesOfFreedom: 30,
      expected: [
        0.0002527600253933647, 0.2556053649519128, 0.6827556933212927, 0.8537672614712979,
        1.697260886593957, 2.0422724563012378, 2.7499956535672254, 5.871117120408624,
      ]),
    Probability(
      degreesOfFreedom: 199,
      expected: [
        0.0002509779297200758, 0.25368607538177196, 0.6757245956106454, 0.8434311999372966,
        1.6525467461665633, 1.9719565442517533, 2.600760216058516, 4.898044059391513,
      ]),
    Probability(
      degreesOfFreedom: 10000.0,
      expected: [
        0.0002506690967374758, 0.253353843445727, 0.6745142844835927, 0.8416571791416534,
        1.645006018069243, 1.960201239890626, 2.5763210466685282, 4.756229685050958,
      ]),
    Probability(
      degreesOfFreedom: 1000000.0,
      expected: [
        0.0002506628927537268, 0.25334717053784184, 0.6744899955310875, 0.8416215930139844,
        1.6448551507220404, 1.959966356814107, 2.5758342201053344, 4.7534523482738695,
      ]),
    Probability(
      degreesOfFreedom: 100000000.0,
      expected: [
        0.00025066283071466467, 0.2533471038098203, 0.6744897526494311, 0.8416212371673238,
        1.6448536421891635, 1.9599640082627663, 2.5758293527143774, 4.753424589210225,
      ]),
  ]

  @Test("Two-sided probabilities are those of SciPy to ten digits", arguments: probabilities)
  func probabilitiesAgree(of row: Probability) {
    for (t, expected) in zip(Self.places, row.expected) {
      let found = StudentT.twoSidedProbability(
        ofAtLeast: t, degreesOfFreedom: row.degreesOfFreedom)
      // The normal distribution from ten million degrees on is exact to less than the rest of it.
      let tolerance = row.degreesOfFreedom < 1e7 ? 1e-10 * expected : 1e-12
      #expect(abs(found - expected) <= tolerance)
      #expect(
        found
          == StudentT.twoSidedProbability(
            ofAtLeast: -t, degreesOfFreedom: row.degreesOfFreedom))
    }
  }

  @Test(
    "Quantiles are those of SciPy to ten digits, and odd in the probability", arguments: quantiles)
  func quantilesAgree(of row: Probability) {
    for (share, expected) in zip(Self.shares, row.expected) {
      let found = StudentT.quantile(share, degreesOfFreedom: row.degreesOfFreedom)
      #expect(abs(found - expected) <= 1e-10 * expected)
      let mirrored = StudentT.quantile(1 - share, degreesOfFreedom: row.degreesOfFreedom)
      #expect(abs(mirrored + expected) <= 1e-9 * expected)
    }
  }

  @Test("The cumulative probability of a quantile is its probability", arguments: 1..<100)
  func quantileInvertsCumulative(count: Int) {
    let freedom = Double(count) * 0.37
    for share in [1e-12, 1e-6, 0.01, 0.2, 0.4999, 0.5, 0.77, 0.9, 0.999_999] {
      let t = StudentT.quantile(share, degreesOfFreedom: freedom)
      let found = StudentT.cumulative(t, degreesOfFreedom: freedom)
      #expect(abs(found - share) <= 1e-12 * max(share, 1e-3))
    }
  }

  @Test("Far tails keep their digits")
  func farTails() {
    #expect(
      abs(StudentT.quantile(1e-12, degreesOfFreedom: 5) / -393.956_959_577_603_75 - 1) < 1e-10)
    #expect(
      abs(StudentT.quantile(1e-30, degreesOfFreedom: 3) / -10_331_108_360.446_53 - 1) < 1e-10)
  }

  @Test("An infinite number of degrees of freedom is the normal distribution")
  func normalLimit() {
    let quantile = StudentT.quantile(0.975, degreesOfFreedom: .infinity)
    #expect(abs(quantile - 1.959_963_984_540_054) < 1e-12)
  }

  @Test(
    "What is no probability or no number of degrees of freedom gives no number, and never traps")
  func borders() {
    for freedom in [0, -1, .nan, -.infinity] as [Double] {
      #expect(StudentT.quantile(0.9, degreesOfFreedom: freedom).isNaN)
      #expect(StudentT.twoSidedProbability(ofAtLeast: 1, degreesOfFreedom: freedom).isNaN)
      #expect(StudentT.cumulative(1, degreesOfFreedom: freedom).isNaN)
    }
    for share in [-0.1, 1.1, .nan, .infinity] as [Double] {
      #expect(StudentT.quantile(share, degreesOfFreedom: 3).isNaN)
    }
    for freedom in [1e-300, 1e-3, 1, 5, 1e6, 1e9, 1e300, .infinity] as [Double] {
      #expect(StudentT.quantile(0, degreesOfFreedom: freedom) == -.infinity)
      #expect(StudentT.quantile(1, degreesOfFreedom: freedom) == .infinity)
      #expect(StudentT.quantile(0.5, degreesOfFreedom: freedom) == 0)
      #expect(StudentT.cumulative(.infinity, degreesOfFreedom: freedom) == 1)
      #expect(StudentT.cumulative(-.infinity, degreesOfFreedom: freedom) == 0)
      #expect(StudentT.cumulative(0, degreesOfFreedom: freedom) == 0.5)
      for share in [Double.leastNonzeroMagnitude, 1e-300, 0.49, 0.5.nextUp, 1.0.nextDown] {
        #expect(!StudentT.quantile(share, degreesOfFreedom: freedom).isNaN)
      }
      for t in [Double.leastNonzeroMagnitude, 1e-200, 1e-10, 1e10, 1e160, 1e308] {
        let p = StudentT.twoSidedProbability(ofAtLeast: t, degreesOfFreedom: freedom)
        #expect(p >= 0 && p <= 1)
      }
    }
  }
}
