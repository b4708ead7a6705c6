import RandomStreams

extension ExperimentDesign {
  /// Independent draws; those of a factor depend on the seed, its name and the number of the cell.
  func randomSample(_ prepared: [PreparedFactor], count: Int) -> [DesignCell] {
    let streams = prepared.map {
      RandomStream(seed: seed, stream: "design.random", entity: $0.name)
    }
    return (0..<count).map { index in
      applied(
        prepared,
        zip(prepared, streams).map { factor, stream in
          var draws = stream.draws(at: UInt64(index))
          return factor.value(at: draws.uniform())
        })
    }
  }

  /// A Latin hypercube: each factor's values are cut into as many equal parts as there are points,
  /// and each point takes another part, in random order, and a random place in it.
  func latinHypercube(_ prepared: [PreparedFactor], count: Int) -> [DesignCell] {
    let columns = prepared.map { factor in
      let places = RandomStream(seed: seed, stream: "design.place", entity: factor.name)
      var draws = RandomStream(seed: seed, stream: "design.order", entity: factor.name)
        .draws(at: 0)
      var parts = Array(0..<count)
      draws.shuffle(&parts)
      return parts.enumerated().map { index, part in
        var place = places.draws(at: UInt64(index))
        let share = (Double(part) + place.uniform()) / Double(count)
        return factor.value(at: min(share, 1.0.nextDown))
      }
    }
    return (0..<count).map { index in applied(prepared, columns.map { $0[index] }) }
  }

  /// Saltelli's extension of a Sobol sequence in twice as many dimensions as factors: the first half
  /// gives A, the second half B.
  func sobolSample(
    _ prepared: [PreparedFactor], count: Int, secondOrder: Bool
  ) -> [DesignCell] {
    let dimensions = prepared.count
    var sequence = SobolSequence(dimensions: 2 * dimensions, shifts: shifts(prepared))
    var cells: [DesignCell] = []
    cells.reserveCapacity(count * (dimensions * (secondOrder ? 2 : 1) + 2))
    for _ in 0..<count {
      let point = sequence.next()
      let first = prepared.enumerated().map { $1.value(at: point[$0]) }
      let second = prepared.enumerated().map { $1.value(at: point[dimensions + $0]) }
      cells.append(applied(prepared, first))
      for factor in prepared.indices {
        var values = first
        values[factor] = second[factor]
        cells.append(applied(prepared, values))
      }
      if secondOrder {
        for factor in prepared.indices {
          var values = second
          values[factor] = first[factor]
          cells.append(applied(prepared, values))
        }
      }
      cells.append(applied(prepared, second))
    }
    return cells
  }

  /// A digital shift for each dimension; zeros for seed 0.
  private func shifts(_ prepared: [PreparedFactor]) -> [UInt32] {
    guard seed != 0 else { return [] }
    return (0..<2).flatMap { half in
      prepared.map { factor in
        var draws = RandomStream(seed: seed, stream: "design.shift", entity: factor.name)
          .draws(at: UInt64(half))
        return UInt32(truncatingIfNeeded: draws.next() >> 32)
      }
    }
  }
}
