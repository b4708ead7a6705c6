import Quantities

/// The meters of the members who share, while a rule moves energy between them.
///
/// ```text
/// import′(i) = import(i) − received(i)        export′(i) = export(i) − given(i)
/// Σ received = Σ given in every interval      energy moves, none is made
/// ```
///
/// Members are meant by their position in the rule's list.
public struct SharedEnergy: Sendable {
  /// The intervals.
  public let grid: BillingGrid
  /// The names of the members, in the order of the rule.
  public let memberNames: [String]
  /// The meters, from which shared energy is taken.
  public var meters: [MeterSeries]
  /// What each member received of the others, interval by interval, in mWh; empty for a member who
  /// received nothing.
  public private(set) var received: [[Int64]]
  /// What each member gave to the others, interval by interval, in mWh; empty for a member who gave
  /// nothing.
  public private(set) var given: [[Int64]]
  /// What each member has of others' exports without consuming it, interval by interval, in mWh;
  /// empty where no rule hands exports over.
  public private(set) var surplus: [[Int64]] = []

  /// Begins to share.
  ///
  /// - Throws: ``BillingError`` when a meter has not one value for each interval.
  public init(
    meters: [MeterSeries], memberNames: [String], on grid: BillingGrid
  ) throws(BillingError) {
    for (name, meter) in zip(memberNames, meters)
    where meter.imported.count != grid.count || meter.exported.count != grid.count {
      throw BillingError(
        "the meter of '\(name)' has \(meter.imported.count) imports and \(meter.exported.count) "
          + "exports, but there are \(grid.count) intervals")
    }
    self.grid = grid
    self.memberNames = memberNames
    self.meters = meters
    received = Array(repeating: [], count: meters.count)
    given = received
  }

  /// The intervals of each window of so many minutes, counted from the full hour.
  ///
  /// - Throws: ``BillingError`` when an interval is longer than the window.
  public func windows(ofMinutes minutes: Int) throws(BillingError) -> [Range<Int>] {
    let window = Int64(max(minutes, 1)) * 60_000_000_000
    guard grid.intervalNanoseconds <= window else {
      throw BillingError(
        "energy is shared within \(minutes) min, but the meters register "
          + "\(grid.intervalNanoseconds / 60_000_000_000) min; use finer meters, or set 'window'")
    }
    var windows: [Range<Int>] = []
    var begin = 0
    while begin < grid.count {
      let instant = grid.start(ofInterval: begin).nanoseconds
      let rest = window - (instant % window + window) % window
      let end = min(
        begin + Int((rest + grid.intervalNanoseconds - 1) / grid.intervalNanoseconds), grid.count)
      windows.append(begin..<end)
      begin = end
    }
    return windows
  }

  /// What a member imports in some intervals, in mWh.
  public func imports(of member: Int, in window: Range<Int>) -> Int64 {
    total(meters[member].imported, window)
  }

  /// What some members export together in some intervals, in mWh.
  public func exports(of members: [Int], in window: Range<Int>) -> Int64 {
    var sum = Int128(0)
    for member in members { sum += Int128(total(meters[member].exported, window)) }
    return Int64(clamping: sum)
  }

  private var nothing: [Int64] { Array(repeating: 0, count: grid.count) }

  private func total(_ series: [Int64], _ window: Range<Int>) -> Int64 {
    if window.count == 1 { return max(series[window.lowerBound], 0) }
    return Int64(clamping: series[window].reduce(Int128(0)) { $0 + Int128(max($1, 0)) })
  }

  /// Moves energy from the exports of some members to the imports of others.
  ///
  /// Each part is cut to what the meters hold. Those who export give in proportion to their exports,
  /// and within the window imports and exports shrink in proportion; all parts sum exactly.
  ///
  /// - Parameters:
  ///   - allocation: What each member should receive, in mWh, in the order of the members.
  ///   - sources: The positions of the members who give.
  ///   - window: The intervals.
  public mutating func move(
    _ allocation: [Int64], from sources: [Int], in window: Range<Int>
  ) {
    let available = exports(of: sources, in: window)
    var moved: Int64 = 0
    for (member, part) in allocation.enumerated() where meters.indices.contains(member) {
      let amount = min(max(part, 0), imports(of: member, in: window), available - moved)
      guard amount > 0 else { continue }
      moved += amount
      if received[member].isEmpty { received[member] = nothing }
      for (interval, part) in zip(window, spread(amount, by: meters[member].imported, window)) {
        meters[member].imported[interval] -= part
        received[member][interval] &+= part
      }
    }
    takeExports(moved, from: sources, in: window) { energy, member, interval, part in
      if energy.given[member].isEmpty { energy.given[member] = energy.nothing }
      energy.given[member][interval] &+= part
    }
  }

  /// Turns exports of some members into exports of others, whose share of them nobody consumed.
  ///
  /// - Parameters:
  ///   - parts: What each member's share leaves over, in mWh, in the order of the members.
  ///   - sources: The positions of the members whose exports they are.
  ///   - window: The intervals.
  ///   - isMetered: Whether the meters of the members show it as their own exports, or only
  ///     ``surplus``.
  public mutating func handOver(
    _ parts: [Int64], from sources: [Int], in window: Range<Int>, isMetered: Bool
  ) {
    let available = exports(of: sources, in: window)
    var left = available
    let amounts = parts.map { part in
      let amount = min(max(part, 0), left)
      left -= amount
      return amount
    }
    takeExports(available - left, from: sources, in: window) { _, _, _, _ in }
    for (member, amount) in amounts.enumerated() where amount > 0 && meters.indices.contains(member)
    {
      // The last interval of the window stands for it: nothing finer is known of a share.
      let interval = window.upperBound - 1
      if isMetered { meters[member].exported[interval] &+= amount }
      if surplus.isEmpty {
        surplus = meters.map { _ in nothing }
      }
      surplus[member][interval] &+= amount
    }
  }

  /// Takes a total off the exports of some members, in proportion to them.
  private mutating func takeExports(
    _ total: Int64, from sources: [Int], in window: Range<Int>,
    note: (inout SharedEnergy, _ member: Int, _ interval: Int, _ part: Int64) -> Void
  ) {
    guard total > 0 else { return }
    let weights = sources.flatMap { source in window.map { meters[source].exported[$0] } }
    for (index, part) in dealt(total, by: weights).enumerated() where part > 0 {
      let (source, interval) = (
        sources[index / window.count], window.lowerBound + index % window.count
      )
      meters[source].exported[interval] -= part
      note(&self, source, interval, part)
    }
  }

  private func spread(_ amount: Int64, by series: [Int64], _ window: Range<Int>) -> [Int64] {
    window.count == 1 ? [amount] : dealt(amount, by: Array(series[window]))
  }
}
