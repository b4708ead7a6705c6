import Devices
import LinearPrograms

/// The linear program of a ``CentralOptimum``.
struct CentralProgram {
  /// The columns of a battery in an interval.
  private struct Columns {
    var charging: Int
    var discharging: Int
    var content: Int
  }

  private let problem: CentralOptimum
  /// Meters with batteries. Where exchange is free, all meters are one.
  private var meters: [CentralOptimum.Meter] = []
  /// Whether what is exchanged has columns of its own.
  private let hasExchange: Bool
  /// What meters without batteries import and export in each interval, in kilowatts.
  private var imported: [Double]
  private var exported: [Double]
  private var program = LinearProgram()
  private var columns: [[Columns]] = []
  /// What is bought and sold, as a price for each column; without what only breaks ties.
  private var prices: [(column: Int, price: Double)] = []
  private var cost = 0.0

  init(_ problem: CentralOptimum) {
    self.problem = problem
    let count = problem.count
    imported = Array(repeating: 0, count: count)
    exported = imported
    let isFree = problem.localCharges.prefix(count).allSatisfy { $0 <= 0 }
    hasExchange = !isFree && problem.meters.count > 1
    if isFree {
      var all = CentralOptimum.Meter(surplus: imported)
      for meter in problem.meters {
        for index in 0..<count { all.surplus[index] += meter.surplus[index] }
        all.stores += meter.stores
      }
      meters = [all]
    } else {
      meters = problem.meters.filter { !$0.stores.isEmpty }
      for meter in problem.meters where meter.stores.isEmpty {
        for index in 0..<count {
          imported[index] += max(-meter.surplus[index], 0) / 1000
          exported[index] += max(meter.surplus[index], 0) / 1000
        }
      }
    }
    let stores = meters.flatMap(\.stores).map { CentralStore($0, hours: problem.intervalHours) }
    columns = stores.map { _ in [] }
    for index in 0..<count { addInterval(index, stores) }
  }

  func plan() -> CentralOptimum.Plan? {
    guard let solution = try? program.solve() else { return nil }
    let powers = columns.map { columns in
      columns.map { (solution.values[$0.discharging] - solution.values[$0.charging]) * 1000 }
    }
    let variable = prices.reduce(0) { $0 + $1.price * solution.values[$1.column] }
    return CentralOptimum.Plan(powers: powers, cost: cost + variable)
  }

  private mutating func addInterval(_ index: Int, _ stores: [CentralStore]) {
    let hours = problem.intervalHours
    let buying = problem.importPrices[index]
    let selling = min(problem.exportPrices[index], buying)
    cost += (buying * imported[index] - selling * exported[index]) * hours
    var (imports, exports): ([LinearProgram.Term], [LinearProgram.Term]) = ([], [])
    var place = 0
    for meter in meters {
      let surplus = meter.surplus[index] / 1000
      let own = place..<(place + meter.stores.count)
      place = own.upperBound
      // The bounds bind only where a circle would cost nothing.
      let taken = own.reduce(max(-surplus, 0)) { $0 + stores[$1].chargePower }
      let given = own.reduce(max(surplus, 0)) { $0 + stores[$1].dischargePower }
      let imported = addPriced(buying * hours, to: taken)
      let exported = addPriced(-selling * hours, to: given)
      var balance: [LinearProgram.Term] = [.init(imported, 1), .init(exported, -1)]
      for store in own {
        let column = addStore(store, stores[store], isLast: index == problem.count - 1)
        balance += [.init(column.charging, -1), .init(column.discharging, 1)]
        columns[store].append(column)
      }
      program.addRow(from: -surplus, to: -surplus, balance)
      imports.append(.init(imported, -1))
      exports.append(.init(exported, -1))
    }
    guard hasExchange else { return }
    let charge = max(problem.localCharges[index], 0)
    let exchanged = addPriced((selling + charge - buying) * hours, to: .infinity)
    program.addRow(to: self.imported[index], [.init(exchanged, 1)] + imports)
    program.addRow(to: self.exported[index], [.init(exchanged, 1)] + exports)
  }

  private mutating func addPriced(_ price: Double, to upper: Double) -> Int {
    let column = program.addColumn(cost: price, to: upper)
    prices.append((column, price))
    return column
  }

  private mutating func addStore(_ place: Int, _ store: CentralStore, isLast: Bool) -> Columns {
    let hours = problem.intervalHours
    let before = columns[place].last
    let lower = store.lowerBound(after: columns[place].count + 1)
    let column = Columns(
      charging: program.addColumn(cost: 0, to: store.chargePower),
      discharging: program.addColumn(cost: tieCost * hours, to: store.dischargePower),
      content: program.addColumn(
        cost: isLast ? -store.finalValue : 0,
        from: isLast ? max(lower, store.leastFinalContent(after: problem.count)) : lower,
        to: store.upperLimit))
    var balance: [LinearProgram.Term] = [
      .init(column.content, 1), .init(column.charging, -store.stored * hours),
      .init(column.discharging, hours / store.delivered),
    ]
    if let before { balance.append(.init(before.content, -store.decay)) }
    let inherited = before == nil ? store.decay * store.initial : 0
    program.addRow(from: inherited, to: inherited, balance)
    return column
  }
}

/// What discharging a kilowatt-hour costs, so that nothing is cycled for nothing.
private let tieCost = 1e-6
