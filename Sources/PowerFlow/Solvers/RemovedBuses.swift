/// The buses that were removed from the equations, and how their voltages follow from others.
///
/// Removed buses between the same two kept ones form a span, if they have the same base. With the voltages *U* and *L* at its
/// ends and *D* = *L* − *U*, the voltage of a member is *V* = *c*·*U* + *b*·*D*, so that
///
/// ```text
/// |V|² = |U|² · (1 + h)     h = |c|² − 1 + (|b|²·|D|² + 2·Re(c·conj(b)·U·conj(D))) / |U|²
/// ```
///
/// What is the same for all members is found once, and three products are left for each.
struct RemovedBuses: Sendable {
  /// The ends of a span. A dead end has the same twice.
  struct Span: Sendable {
    let upper: Int
    let lower: Int
    /// The base voltage of all members in per unit of their nominal voltages.
    let baseMagnitude: Double
    /// The same over that of the upper end.
    let baseRatio: Double
    var members: Range<Int>
    /// Whether the members lie between the ends, and have hardly any admittance.
    var isPlain = true
  }

  private(set) var spans: [Span] = []
  /// The bus of each member.
  private(set) var buses: [Int] = []
  /// The position in the whole tree of each member.
  private(set) var positions: [Int] = []
  private(set) var upperShares: [SIMD2<Double>] = []
  private(set) var lowerShares: [SIMD2<Double>] = []
  /// The factors of h: of 1, of U·D / |U|², of U×D / |U|², and of |D|² / |U|².
  private(set) var factors: [SIMD4<Double>] = []
  /// The member of each bus, or −1.
  private(set) var memberOfBus: [Int]
  /// The span of each member.
  private(set) var spanOfMember: [Int] = []

  init(_ equations: RadialEquations, _ removed: [TreeReduction.Removed?], _ nodes: [Int]) {
    memberOfBus = Array(repeating: -1, count: removed.count)
    // Members of one span lie between other positions: sort by the ends, then by position.
    let order = removed.indices.filter { removed[$0] != nil }.sorted { left, right in
      guard let first = removed[left], let second = removed[right] else { return false }
      return (first.lower, first.upper, left) < (second.lower, second.upper, right)
    }
    for position in order {
      guard let own = removed[position] else { continue }
      let upper = nodes[own.upper]
      let lower = nodes[own.lower]
      let member = buses.count
      let base = equations.baseMagnitudes[position]
      if let last = spans.last, last.upper == upper, last.lower == lower,
        last.baseMagnitude == base
      {
        spans[spans.count - 1].members = last.members.lowerBound..<member + 1
      } else {
        spans.append(
          Span(
            upper: upper, lower: lower, baseMagnitude: base,
            baseRatio: base / equations.baseMagnitudes[own.upper], members: member..<member + 1))
      }
      append(own, position, equations)
    }
  }

  private mutating func append(
    _ own: TreeReduction.Removed, _ position: Int, _ equations: RadialEquations
  ) {
    let bus = equations.tree.buses[position]
    memberOfBus[bus] = buses.count
    spanOfMember.append(spans.count - 1)
    buses.append(bus)
    positions.append(position)
    upperShares.append(own.upperShare)
    lowerShares.append(own.lowerShare)
    let share = own.lowerShare
    // c − 1 keeps the digits that |c|² − 1 would lose.
    let excess = own.upperShare + share - SIMD2(1, 0)
    let whole = excess + SIMD2(1, 0)
    let mixed = product(whole, SIMD2(share.x, -share.y))
    let factor = SIMD4(
      2 * excess.x + lengthSquared(excess), 2 * mixed.x, -2 * mixed.y, lengthSquared(share))
    factors.append(factor)
    if abs(factor.x) > 1e-5 || factor.w > 1.01 { spans[spans.count - 1].isPlain = false }
  }

  /// The voltage of a member.
  func voltage(ofMember member: Int, _ voltages: [SIMD2<Double>]) -> SIMD2<Double> {
    let span = spans[spanOfMember[member]]
    return product(upperShares[member], voltages[span.upper])
      + product(lowerShares[member], voltages[span.lower])
  }

  /// The members that are wanted somewhere, with their places there instead of their buses.
  func selected(_ places: [Int]) -> RemovedBuses {
    var selection = self
    selection.spans = []
    selection.buses = []
    selection.factors = []
    for span in spans {
      let first = selection.buses.count
      for member in span.members where places[buses[member]] >= 0 {
        selection.buses.append(places[buses[member]])
        selection.factors.append(factors[member])
      }
      guard selection.buses.count > first else { continue }
      var part = span
      part.members = first..<selection.buses.count
      selection.spans.append(part)
    }
    return selection
  }
}
