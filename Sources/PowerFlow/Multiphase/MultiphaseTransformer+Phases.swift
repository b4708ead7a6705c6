extension MultiphaseTransformer {
  /// Between which conductors of each winding each phase of the transformer lies.
  ///
  /// All phases are those of the first winding; a delta joins each corner to the next. The phase of
  /// another winding lies between those conductors whose voltage it must have for the terminals to
  /// lag by the hours of its clock:
  ///
  /// ```text
  /// angle of the phase to conductor A:   wye 0°, delta +30°,
  ///     −120° for each conductor that it is turned, 180° if its ends are exchanged
  /// angle(winding) = angle(first winding) + 30° · clock
  /// ```
  ///
  /// The end `nil` is the star point. Conductors behind those of the phases and the neutral carry
  /// nothing.
  ///
  /// - Throws: ``NetworkError`` if conductors or clock do not fit the connection.
  func windingPhases() throws(NetworkError) -> [[PhaseEnds]] {
    let element = "the transformer \(quoted(name))"
    guard (1...3).contains(phaseCount) else {
      throw .impossibleValue(
        element: element, problem: "must have one, two or three phases, not \(phaseCount)")
    }
    guard let first = windings.first, first.clock % 12 == 0 else {
      throw .impossibleValue(
        element: element, problem: "must have the clock 0 at its first winding")
    }
    let angle = first.connection == .delta && phaseCount == 3 ? 1 : 0
    var result: [[PhaseEnds]] = []
    for (index, winding) in windings.enumerated() {
      let title = "winding \(index + 1) of \(element)"
      let needed =
        winding.connection == .wye || phaseCount == 3 ? phaseCount : phaseCount + 1
      guard winding.terminal.conductors.count >= needed else {
        throw .impossibleValue(
          element: title,
          problem: "needs \(needed) conductors, but names \(winding.terminal.conductors.count)")
      }
      let hours = ((angle + winding.clock) % 12 + 12) % 12
      guard let ends = winding.phases(count: phaseCount, angleInHours: hours) else {
        throw .impossibleValue(
          element: title,
          problem: "cannot have the clock \(winding.clock), because a wye and a delta differ by an "
            + "odd number of hours, and two of a kind by an even one")
      }
      result.append(ends)
    }
    return result
  }
}

extension Winding {
  /// The ends of each phase whose angle to conductor A is a number of hours, or `nil` if there is no
  /// such connection.
  fileprivate func phases(count: Int, angleInHours hours: Int) -> [PhaseEnds]? {
    guard count == 3 else {
      guard hours % 6 == 0 else { return nil }
      let ends = (0..<count).map {
        connection == .wye
          ? PhaseEnds(start: $0, end: nil) : PhaseEnds(start: $0, end: ($0 + 1) % (count + 1))
      }
      return hours == 0 ? ends : ends.map(\.exchanged)
    }
    let base = connection == .delta ? 1 : 0
    for turn in 0..<3 {
      for isExchanged in [false, true] {
        let angle = (base + 24 - 4 * turn + (isExchanged ? 6 : 0)) % 12
        guard angle == hours else { continue }
        return (0..<3).map { phase in
          let start = (phase + turn) % 3
          let ends = PhaseEnds(start: start, end: connection == .wye ? nil : (start + 1) % 3)
          return isExchanged ? ends.exchanged : ends
        }
      }
    }
    return nil
  }
}
