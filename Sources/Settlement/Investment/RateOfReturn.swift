/// The internal rate of return of yearly flows, or why there is none.
///
/// With x = 1/(1 + r) the net present value is a polynomial in x > 0. By Descartes' rule one change of
/// sign of the flows means one root, which is found by bisection. With several changes there may be
/// several rates; one is given only if the sums of the flows change their sign once (Norstrøm 1972,
/// doi 10.2307/2329806), which leaves one positive rate.
public enum RateOfReturn: Hashable, Sendable {
  /// The rate per year.
  case rate(Double)
  /// There is none, or none that is alone.
  case none(NoRate)

  /// Why flows have no rate of return.
  public enum NoRate: String, CaseIterable, Hashable, Sendable {
    /// A flow is no number, or infinite.
    case notFinite = "a flow is no number"
    /// Nothing is paid or nothing is earned.
    case oneSign = "the flows have one sign: nothing is paid, or nothing is earned"
    /// Several rates may solve the equation.
    case ambiguous = "the flows change their sign several times, so that several rates may solve"
    /// The rate is beyond what can be told from −100 % or from infinity.
    case outOfRange = "the rate lies beyond every bound"
  }

  /// The rate; `nil` without one.
  public var value: Double? {
    if case .rate(let rate) = self { rate } else { nil }
  }

  /// Finds the rate of flows at the ends of years 0, 1, 2 …
  public init(of flows: [Double]) {
    guard flows.allSatisfy(\.isFinite) else {
      self = .none(.notFinite)
      return
    }
    let scale = flows.reduce(0) { max($0, abs($1)) }
    let scaled = scale > 0 ? flows.map { $0 / scale } : flows
    let changes = Self.signChanges(scaled)
    guard changes > 0 else {
      self = .none(.oneSign)
      return
    }
    var sums: [Double] = []
    for flow in scaled { sums.append((sums.last ?? 0) + flow) }
    if changes == 1 {
      self = Self.bisect(scaled, from: 0x1p-60, to: 0x1p60)
    } else if Self.signChanges(sums) == 1, sums.last != 0 {
      // A positive rate: x between 0 and 1.
      self = Self.bisect(scaled, from: 0x1p-60, to: 1)
    } else {
      self = .none(.ambiguous)
    }
  }

  private static func signChanges(_ values: [Double]) -> Int {
    let signs = values.filter { $0 != 0 }.map { $0 > 0 }
    return zip(signs, signs.dropFirst()).count { $0 != $1 }
  }

  private static func bisect(_ flows: [Double], from low: Double, to high: Double) -> RateOfReturn {
    var (low, high) = (low, high)
    let sign = polynomial(flows, at: low) > 0
    guard (polynomial(flows, at: high) > 0) != sign else {
      return .none(.outOfRange)
    }
    // Wide brackets are halved in their exponents first.
    while high / low > 4 {
      let middle = (low * high).squareRoot()
      if (polynomial(flows, at: middle) > 0) == sign { low = middle } else { high = middle }
    }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if (polynomial(flows, at: middle) > 0) == sign { low = middle } else { high = middle }
    }
    let best =
      abs(polynomial(flows, at: low)) < abs(polynomial(flows, at: high)) ? low : high
    return .rate(1 / best - 1)
  }

  /// The polynomial Σ Fₜ·xᵗ, for x > 1 divided by its highest power so that nothing overflows.
  private static func polynomial(_ flows: [Double], at x: Double) -> Double {
    x <= 1
      ? flows.reversed().reduce(0) { $0 * x + $1 }
      : flows.reduce(0) { $0 / x + $1 }
  }
}
