import Agents

/// The intentions whose time has not come; an event of the queue names one by its place.
struct IntentionPool {
  private var intentions: [Intention] = []
  private var freePlaces: [Int32] = []

  /// Keeps an intention.
  mutating func insert(_ intention: Intention) -> Int32 {
    if let place = freePlaces.popLast() {
      intentions[Int(place)] = intention
      return place
    }
    intentions.append(intention)
    return Int32(intentions.count - 1)
  }

  /// Hands over the intention of a place, which becomes free.
  mutating func remove(at place: Int32) -> Intention {
    freePlaces.append(place)
    return intentions[Int(place)]
  }
}
