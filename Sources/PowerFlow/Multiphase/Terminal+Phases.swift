/// Between which of an element's conductors one of its phases lies.
package struct PhaseEnds: Hashable, Sendable {
  /// The position of the conductor at which the phase starts, among those of the terminal, or `nil`
  /// for the ground or the star point.
  package var start: Int?
  /// The position of the conductor at which the phase ends, or `nil` likewise.
  package var end: Int?

  var exchanged: PhaseEnds { PhaseEnds(start: end, end: start) }
}

extension Terminal {
  /// The ends of each phase of a load, generator or capacitor bank.
  ///
  /// A wye has its neutral behind the phases, or else the ground. A delta joins each corner to the
  /// next; with one or two phases it is open.
  ///
  /// - Throws: ``NetworkError`` if the number of conductors does not fit.
  package func phases(
    count: Int, connection: PhaseConnection, element: @autoclosure () -> String
  ) throws(NetworkError) -> [PhaseEnds] {
    guard (1...3).contains(count) else {
      throw .impossibleValue(
        element: element(), problem: "must have one, two or three phases, not \(count)")
    }
    let phases = count == 1 ? "one phase" : "\(count) phases"
    let verb = count == 1 ? "needs" : "need"
    switch connection {
    case .wye:
      guard conductors.count == count || conductors.count == count + 1 else {
        throw .impossibleValue(
          element: element(),
          problem:
            "has \(phases) in wye, which \(verb) \(count) or, with the neutral, \(count + 1) "
            + "conductors, but names \(conductors.count)")
      }
      return (0..<count).map { PhaseEnds(start: $0, end: conductors.count > count ? count : nil) }
    case .delta:
      let needed = count == 3 ? 3 : count + 1
      guard conductors.count == needed else {
        throw .impossibleValue(
          element: element(),
          problem: "has \(phases) in delta, which \(verb) \(needed) conductors, but names "
            + "\(conductors.count)")
      }
      return (0..<count).map { PhaseEnds(start: $0, end: ($0 + 1) % needed) }
    }
  }
}
