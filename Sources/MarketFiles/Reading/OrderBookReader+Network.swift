import JSONReading
import Markets
import Spelling

/// A bus as the file writes it.
struct BusRow {
  var name: String
  var zone: String?
  var parent: String?
  /// Where it is written.
  var place: JSONValue
  /// The values of the branch to its parent and of its loads, by key.
  var numbers: [String: Double] = [:]
}

extension OrderBookReader {
  /// What may be said of a bus in numbers.
  static let busNumbers = ["r", "x", "limit", "load", "reactiveLoad"]

  /// Reads the network, or makes one of the buses and zones that the orders name.
  mutating func readNetwork(_ value: JSONValue?, _ rows: [OrderRow]) {
    guard faults.isEmpty else { return }
    var fields: BookFields?
    var buses: [BusRow]
    if let value {
      fields = self.fields(of: value, "'network'", known: ["buses", "distances", "feeder"])
      guard let list = fields.flatMap({ required("buses", of: $0) }),
        let elements = elements(of: list, "buses")
      else { return }
      buses = elements.compactMap { bus($0) }
    } else {
      buses = busesOfOrders(rows)
      guard !buses.isEmpty else { return }
    }
    guard faults.isEmpty else { return }
    var indices: [String: Int32] = [:]
    for bus in buses {
      let index = Int32(truncatingIfNeeded: indices.count)
      if indices.updateValue(index, forKey: bus.name) != nil {
        fault(bus.place, "there is more than one bus called '\(shown(bus.name))'.")
      }
    }
    let zones = zones(of: buses)
    let positions = positions(of: rows, buses, indices)
    let distances = fields?.optional("distances").map { matrix($0, buses.count) } ?? []
    let feeder = fields?.optional("feeder").flatMap { self.feeder($0, buses, indices) }
    guard faults.isEmpty else { return }
    book.busNames = buses.map(\.name)
    book.network = MarketNetwork(
      busOfTrader: positions, busCount: buses.count, zoneOfBus: zones, distances: distances,
      feeder: feeder)
  }

  /// A bus: its name alone, or an object.
  private mutating func bus(_ value: JSONValue) -> BusRow? {
    if value.kind == .string {
      return text(value, "buses").map { BusRow(name: $0, place: value) }
    }
    let keys = ["id", "zone", "parent"] + Self.busNumbers
    guard let fields = fields(of: value, "the bus", known: keys),
      let name = required("id", of: fields).flatMap({ text($0, "id") })
    else { return nil }
    var bus = BusRow(name: name, place: value)
    bus.zone = fields.optional("zone").flatMap { text($0, "zone") }
    bus.parent = fields.optional("parent").flatMap { text($0, "parent") }
    for key in Self.busNumbers {
      guard let written = fields.optional(key), let number = number(written, key) else { continue }
      if number < 0, key != "load", key != "reactiveLoad" {
        fault(written, "'\(key)' must be at least 0, but is \(shown(written.found)).")
      }
      bus.numbers[key] = number
    }
    return bus
  }

  /// The buses that orders name where the file has no network: an order that names a zone only
  /// stands at a bus of the zone's name.
  private func busesOfOrders(_ rows: [OrderRow]) -> [BusRow] {
    var buses: [BusRow] = []
    var seen: Set<String> = []
    for row in rows {
      guard let place = row.bus ?? row.zone, let name = place.string,
        seen.insert(name).inserted
      else { continue }
      buses.append(BusRow(name: name, zone: row.zone?.string, place: place))
    }
    return buses
  }

  /// By the index of the bus, the index of its zone; empty without zones.
  private mutating func zones(of buses: [BusRow]) -> [Int32] {
    guard buses.contains(where: { $0.zone != nil }) else { return [] }
    var indices: [String: Int32] = [:]
    var zones: [Int32] = []
    for bus in buses {
      guard let zone = bus.zone else {
        fault(bus.place, "the bus '\(shown(bus.name))' needs 'zone', as others have it.")
        continue
      }
      if indices[zone] == nil {
        indices[zone] = Int32(truncatingIfNeeded: indices.count)
        book.zoneNames.append(zone)
      }
      zones.append(indices[zone] ?? 0)
    }
    return zones
  }

  /// By the index of the trader, the index of its bus.
  private mutating func positions(
    of rows: [OrderRow], _ buses: [BusRow], _ indices: [String: Int32]
  ) -> [Int32] {
    var positions = [Int32?](repeating: nil, count: book.traderNames.count)
    let names = buses.map(\.name)
    for row in rows {
      guard let place = row.bus ?? row.zone, let name = place.string,
        let trader = traders[row.trader]
      else { continue }
      guard let bus = indices[name] else {
        fault(place, "unknown bus '\(shown(name))'. \(advice(for: name, among: names))")
        positions[Int(trader)] = 0
        continue
      }
      if let zone = row.zone, row.bus != nil, zone.string != buses[Int(bus)].zone {
        fault(zone, "the bus '\(shown(name))' does not stand in the zone \(shown(zone.found)).")
      }
      if let other = positions[Int(trader)], other != bus {
        fault(place, "the trader '\(shown(row.trader))' stands at another bus in an order above.")
      }
      positions[Int(trader)] = bus
    }
    for row in rows {
      guard let trader = traders[row.trader], positions[Int(trader)] == nil else { continue }
      fault(
        row.value,
        "the order '\(shown(row.name))' needs 'bus', because the book has a network.")
      positions[Int(trader)] = 0
    }
    return positions.map { $0 ?? 0 }
  }

  /// A square matrix, row by row.
  private mutating func matrix(_ value: JSONValue, _ count: Int) -> [Double] {
    guard let rows = elements(of: value, "distances") else { return [] }
    var entries: [Double] = []
    for row in rows {
      guard let columns = elements(of: row, "distances") else { return [] }
      if columns.count != count {
        fault(row, "a row of 'distances' needs \(count) numbers, one for each bus.")
      }
      for column in columns {
        guard let distance = number(column, "distances") else { continue }
        if distance < 0 {
          fault(column, "a distance must be at least 0, but is \(shown(column.found)).")
        }
        entries.append(distance)
      }
    }
    if rows.count != count {
      fault(value, "'distances' needs \(count) rows, one for each bus.")
    }
    return entries
  }
}
