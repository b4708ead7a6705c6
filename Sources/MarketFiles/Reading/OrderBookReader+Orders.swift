import JSONReading
import Markets
import Quantities

/// An order as the file writes it.
struct OrderRow {
  let value: JSONValue
  let side: Order.Side
  let name: String
  let trader: String
  let energy: MeteredEnergy
  let price: EnergyPrice
  let slope: Double
  let bus: JSONValue?
  let zone: JSONValue?
  let sequence: Int64?
}

extension OrderBookReader {
  private static let orderKeys = [
    "id", "kwh", "price", "trader", "slope", "bus", "zone", "sequence",
  ]

  /// Reads the orders of one side; an empty list is an empty side.
  mutating func readSide(
    _ side: Order.Side, _ list: JSONValue?, _ name: String, _ root: JSONValue,
    into rows: inout [OrderRow]
  ) {
    guard let list else {
      let spelled = side == .bid ? "'bids'" : "'asks' (or 'offers')"
      fault(root, "the book needs \(spelled); write an empty list for a side without orders.")
      return
    }
    guard let elements = elements(of: list, name) else { return }
    for element in elements {
      // More faults than are shown need not be looked for.
      guard faults.count < MarketFileError.limit else { return }
      if let row = row(element, side) { rows.append(row) }
    }
  }

  /// Reads an order; `nil` if a fault was found in it.
  private mutating func row(_ value: JSONValue, _ side: Order.Side) -> OrderRow? {
    let title = side == .bid ? "the bid" : "the offer"
    guard let fields = fields(of: value, title, known: Self.orderKeys) else { return nil }
    let count = faults.count
    let name = required("id", of: fields).flatMap { text($0, "id") }
    let energy = required("kwh", of: fields).flatMap { self.energy($0, "kwh") }
    let price = required("price", of: fields).flatMap { self.price($0, "price") }
    let trader = fields.optional("trader").flatMap { text($0, "trader") }
    let slope = fields.optional("slope").flatMap { self.slope($0) }
    let sequence = fields.optional("sequence").flatMap { integer($0, "sequence") }
    let bus = fields.optional("bus").flatMap { text($0, "bus") == nil ? nil : $0 }
    let zone = fields.optional("zone").flatMap { text($0, "zone") == nil ? nil : $0 }
    guard faults.count == count, let name, let energy, let price else { return nil }
    return OrderRow(
      value: value, side: side, name: name, trader: trader ?? name, energy: energy, price: price,
      slope: slope ?? 0, bus: bus, zone: zone, sequence: sequence)
  }

  /// The energy of an order, which is positive.
  private mutating func energy(_ value: JSONValue, _ name: String) -> MeteredEnergy? {
    switch value.scaledInteger(tens: 6) {
    case .integer(let count) where count > 0: return MeteredEnergy(milliwattHours: count)
    case .integer(0) where value.number != 0:
      fault(
        value,
        "'\(name)' must be at least 0.000001, one milliwatt-hour, but is \(shown(value.found)).")
    case .integer: fault(value, "'\(name)' must be above 0, but is \(shown(value.found)).")
    case .tooLarge:
      fault(value, "'\(name)' must be at most 9223372036854, but is \(shown(value.found)).")
    case nil: return mismatch(value, name, "a number of kilowatt-hours")
    }
    return nil
  }

  private mutating func slope(_ value: JSONValue) -> Double? {
    guard let slope = number(value, "slope") else { return nil }
    guard slope >= 0 else {
      fault(
        value,
        "'slope' must be at least 0, but is \(shown(value.found)); limits of bids fall and those "
          + "of offers rise by it.")
      return nil
    }
    return slope
  }

  /// Puts the orders into the book, in the order of submission.
  mutating func enter(_ rows: [OrderRow]) {
    var seen: Set<String> = []
    for row in rows where !seen.insert(row.name).inserted {
      fault(row.value, "there is more than one order called '\(shown(row.name))'.")
    }
    let numberedCount = rows.count { $0.sequence != nil }
    if numberedCount > 0, let row = rows.first(where: { $0.sequence == nil }) {
      fault(row.value, "the order '\(shown(row.name))' needs 'sequence', as others have it.")
    }
    let inOrder = rows.enumerated().sorted {
      ($0.element.sequence ?? 0, $0.offset) < ($1.element.sequence ?? 0, $1.offset)
    }
    for (_, row) in inOrder {
      book.orders.append(
        Order(
          trader: trader(row.trader), side: row.side, energy: row.energy, limitPrice: row.price))
      book.orderNames.append(row.name)
    }
    if rows.contains(where: { $0.slope != 0 }) { book.slopes = inOrder.map(\.element.slope) }
  }

  /// The index of a trader, a new one for a new name.
  private mutating func trader(_ name: String) -> Int32 {
    if let index = traders[name] { return index }
    let index = Int32(truncatingIfNeeded: book.traderNames.count)
    traders[name] = index
    book.traderNames.append(name)
    return index
  }
}
