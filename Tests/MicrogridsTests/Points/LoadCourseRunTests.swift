import Microgrids
import Scenarios
import TestSupport
import Testing

@Suite("Runs whose loads have a course of their own")
struct LoadCourseRunTests {
  /// Four days of rows that are all different.
  static let rows = (0..<384).map { Double(($0 * 61) % 383 + 1) / 500 }

  @Test("A shifted load is the profile so much later, going round", arguments: [0, 15, -90, 1455])
  func shift(minutes: Int) throws {
    let street = Street(rows: Self.rows, days: 4, load: ", shift: \(minutes) min")
    let steps = minutes / 15
    let loads = try street.loads()
    for row in 0..<384 {
      #expect(abs(loads[0][row] - Self.rows[((row - steps) % 384 + 384) % 384]) < 1e-6)
    }
  }

  @Test("A day within the file has the loads that it has in a run of the whole file")
  func partOfTheFile() throws {
    let keys = ", shift: 26 h, variation: {coefficient: 40 %, correlation: 3 h}"
    let whole = try Street(rows: Self.rows, days: 4, count: 2, load: keys).loads()
    let part = try Street(
      rows: Self.rows, days: 1, count: 2, load: keys, start: "2016-01-03"
    ).loads()
    for member in 0..<2 { #expect(part[member][...] == whole[member][192..<288]) }
  }

  /// A distribution of factors with what its moments must be.
  struct Case: Sendable {
    let coefficient: Double
    let hours: Double
  }

  static let cases = [
    Case(coefficient: 0.2, hours: 2), Case(coefficient: 0.5, hours: 0),
    Case(coefficient: 1, hours: 0.5), Case(coefficient: 0.3, hours: 12),
  ]

  /// Factors of members over days whose profile is 1.
  static func factors(
    _ item: Case, days: Int, count: Int, seed: Int = 1
  ) throws -> [[Double]] {
    try Street(
      rows: Array(repeating: 1, count: days * 96), days: days, count: count,
      load: ", variation: {coefficient: \(item.coefficient), correlation: \(item.hours) h}",
      seed: seed
    ).loads()
  }

  @Test(
    "Factors have mean 1, the deviation and the correlation that were asked for", arguments: cases)
  func moments(_ item: Case) throws {
    let (days, count) = (40, 12)
    let factors = try Self.factors(item, days: days, count: count)
    let all = factors.flatMap(\.self)
    let mean = all.reduce(0, +) / Double(all.count)
    let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
    // Independent values in the sample: as many as there are correlation times.
    let independent = Double(all.count) / (1 + 8 * item.hours)
    #expect(abs(mean - 1) < 5 * item.coefficient / independent.squareRoot())
    #expect(abs(variance.squareRoot() / item.coefficient - 1) < 12 / independent.squareRoot())
    for lag in [1, 4, 16] {
      var sum = 0.0
      for member in factors {
        for row in lag..<member.count { sum += (member[row] - mean) * (member[row - lag] - mean) }
      }
      let found = sum / Double(count * (days * 96 - lag)) / variance
      // Of a lognormal process, from that of its logarithm.
      let phi = item.hours > 0 ? Self.power(e: -0.25 / item.hours * Double(lag)) : 0
      let logarithm = Self.logarithm(1 + item.coefficient * item.coefficient)
      let expected = (Self.power(e: logarithm * phi) - 1) / (item.coefficient * item.coefficient)
      #expect(abs(found - expected) < 8 / independent.squareRoot())
    }
  }

  @Test("Members and seeds have factors of their own")
  func independence() throws {
    let item = Case(coefficient: 0.5, hours: 1)
    let factors = try Self.factors(item, days: 60, count: 3)
    let other = try Self.factors(item, days: 60, count: 1, seed: 2)
    for pair in [(factors[0], factors[1]), (factors[1], factors[2]), (factors[0], other[0])] {
      #expect(abs(Self.correlation(pair.0, pair.1)) < 0.1)
    }
  }

  @Test("Another member shifts nobody's factors, and a run repeats bit for bit")
  func nesting() throws {
    let item = Case(coefficient: 0.5, hours: 1)
    let few = try Self.factors(item, days: 3, count: 2)
    let many = try Self.factors(item, days: 3, count: 5)
    #expect(few == Array(many.prefix(2)))
    #expect(few == (try Self.factors(item, days: 3, count: 2)))
  }

  @Test("A file that is shorter than the correlation time goes round without a seam")
  func shortFile() throws {
    let street = Street(
      rows: Array(repeating: 1, count: 96), days: 3, count: 40,
      load: ", variation: {coefficient: 30 %, correlation: 6 h}", profileKeys: ", repeat: by-row")
    let loads = try street.loads()
    var steps: [Double] = []
    var seams: [Double] = []
    for member in loads {
      #expect(member[0..<96] == member[96..<192])
      seams.append(abs(member[96] - member[95]))
      for row in 1..<96 { steps.append(abs(member[row] - member[row - 1])) }
    }
    let usual = steps.reduce(0, +) / Double(steps.count)
    #expect(seams.reduce(0, +) / 40 < 2 * usual)
  }

  @Test("A shift and a variation leave the energy of the file within statistics")
  func energy() throws {
    let plain = try Street(rows: Self.rows, days: 4).loads()[0].reduce(0, +)
    let shifted = try Street(rows: Self.rows, days: 4, load: ", shift: 7 h").loads()[0]
    #expect(abs(shifted.reduce(0, +) / plain - 1) < 1e-6)
    let varied = try Street(
      rows: Self.rows, days: 4, count: 60,
      load: ", variation: {coefficient: 20 %, correlation: 1 h}"
    ).loads()
    let mean = varied.reduce(0) { $0 + $1.reduce(0, +) } / 60
    #expect(abs(mean / plain - 1) < 0.01)
    #expect(Set(varied.map { $0.reduce(0, +) }).count == 60)
  }

  @Test("Loads of one profile coincide wholly, and less with courses of their own")
  func coincidence() throws {
    func factor(_ load: String) throws -> Double {
      let street = Street(rows: Self.rows, days: 4, count: 20, load: load)
      let report = try Microgrid(try street.scenario()).simulate(to: .memory)
      return try #require(
        report.summary.indicators.first { $0.name == "load_coincidence" }?.value)
    }
    #expect(abs(try factor("") - 1) < 1e-9)
    let own = try factor(", variation: {coefficient: 60 %, correlation: 1 h}")
    #expect((0.2..<0.7).contains(own))
  }
}

extension LoadCourseRunTests {
  static func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let count = Double(left.count)
    let (a, b) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    var (product, first, second) = (0.0, 0.0, 0.0)
    for (x, y) in zip(left, right) {
      product += (x - a) * (y - b)
      first += (x - a) * (x - a)
      second += (y - b) * (y - b)
    }
    return product / (first * second).squareRoot()
  }

  /// e to a power of at most a few units, by its series.
  static func power(e exponent: Double) -> Double {
    let parts = 64.0
    var (sum, term) = (1.0, 1.0)
    for index in 1...20 {
      term *= exponent / parts / Double(index)
      sum += term
    }
    return (0..<6).reduce(sum) { value, _ in value * value }
  }

  /// The natural logarithm, by Newton's method.
  static func logarithm(_ number: Double) -> Double {
    (0..<30).reduce(0.5) { value, _ in value - 1 + number / power(e: value) }
  }
}
