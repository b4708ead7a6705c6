import Quantities

/// A queue that is right because it is simple: a list in the order of scheduling.
struct NaiveQueue {
  struct Item {
    var time: Instant
    var priority: Priority
    var event: Int
  }

  private(set) var items: [Item] = []

  mutating func schedule(_ event: Int, at time: Instant, priority: Priority) {
    items.append(Item(time: time, priority: priority, event: event))
  }

  mutating func popNext() -> Item? {
    var first: Int?
    for index in items.indices {
      if let best = first, !precedes(items[index], items[best]) { continue }
      first = index
    }
    return first.map { items.remove(at: $0) }
  }

  mutating func cancel(_ event: Int) -> Bool {
    guard let index = items.firstIndex(where: { $0.event == event }) else { return false }
    items.remove(at: index)
    return true
  }

  private func precedes(_ left: Item, _ right: Item) -> Bool {
    (left.time.nanoseconds, left.priority.rawValue)
      < (right.time.nanoseconds, right.priority.rawValue)
  }
}

/// A closed list of priorities, with the smallest and the largest raw value.
enum Priority: UInt8, CaseIterable {
  case metering = 0
  case control = 7
  case clearing = 128
  case delivery = 255
}

extension Instant {
  static func at(_ nanoseconds: Int64) -> Instant { Instant(nanoseconds: nanoseconds) }
}
