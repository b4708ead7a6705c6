import JSONReading
import Markets
import Quantities
import Spelling

/// Reads an order book and collects all faults on the way.
struct OrderBookReader: FaultCollecting {
  var faults: [FileFault] = []
  var book = OrderBookFile()
  /// The index of each trader by name; looked up, never walked through.
  var traders: [String: Int32] = [:]

  /// The keys of the file that mean something.
  static let keys = [
    "bids", "asks", "offers", "importPrice", "exportPrice", "intervalOrdinal", "seed",
    "quotaShares", "network",
  ]

  /// Reads the whole file.
  mutating func read(_ root: JSONValue) {
    guard let file = fileFields(root) else { return }
    if let value = file["importPrice"] { book.importPrice = price(value, "importPrice") }
    if let value = file["exportPrice"] { book.exportPrice = price(value, "exportPrice") }
    if let value = file["intervalOrdinal"] {
      book.intervalOrdinal = integer(value, "intervalOrdinal") ?? 0
    }
    if let value = file["seed"] { book.seed = seed(value) ?? 0 }
    var rows: [OrderRow] = []
    readSide(.bid, file["bids"], "bids", root, into: &rows)
    if let asks = file["asks"], file["offers"] != nil {
      fault(asks, "the book needs only one of 'asks' and 'offers', which mean the same.")
    }
    let offersName = file["offers"] == nil ? "asks" : "offers"
    readSide(.offer, file[offersName], offersName, root, into: &rows)
    enter(rows)
    if let value = file["quotaShares"] { readShares(value) }
    readNetwork(file["network"], rows)
  }

  /// The members of the file; keys that mean nothing are left alone unless they look like slips.
  private mutating func fileFields(_ root: JSONValue) -> [String: JSONValue]? {
    guard let members = root.members else {
      fault(root, "expected an object with 'bids' and 'asks', but found \(root.found).")
      return nil
    }
    var fields: [String: JSONValue] = [:]
    for member in members {
      let name = member.name.string ?? ""
      if Self.keys.contains(name) {
        if fields.updateValue(member.value, forKey: name) != nil {
          fault(member.name, "the key '\(name)' stands twice in the book.")
        }
      } else if let meant = nearestName(to: name, among: Self.keys) {
        fault(member.name, "unknown key '\(shown(name))' in the book. Did you mean '\(meant)'?")
      }
    }
    return fields
  }

  /// The seed: a whole number from 0 up.
  private mutating func seed(_ value: JSONValue) -> UInt64? {
    guard let integer = integer(value, "seed") else { return nil }
    guard integer >= 0 else {
      fault(value, "'seed' must be at least 0, but is \(integer).")
      return nil
    }
    return UInt64(integer)
  }

  private mutating func readShares(_ value: JSONValue) {
    let known = book.traderNames
    guard let fields = fields(of: value, "'quotaShares'", known: nil) else { return }
    book.quotaShares = Array(repeating: 0, count: known.count)
    for entry in fields.entries {
      guard let trader = traders[entry.name] else {
        fault(
          entry.key,
          "unknown trader '\(shown(entry.name))' in 'quotaShares'. "
            + advice(for: entry.name, among: known))
        continue
      }
      guard let share = number(entry.value, "quotaShares.\(shown(entry.name))") else { continue }
      guard share >= 0 else {
        fault(entry.value, "a share must be at least 0, but is \(entry.value.found).")
        continue
      }
      book.quotaShares[Int(trader)] = share
    }
  }
}
