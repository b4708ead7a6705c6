/// Which variables of the points are joined, and in which rows they are.
///
/// Each dimension has the coordinates that most rows have, and each variable the shape and type that
/// most rows with these coordinates have; where two are equally frequent it is the earlier one.
struct SeriesPlan {
  /// A variable and the rows that have it, each with the id of its point.
  struct Member {
    let variable: SeriesSurvey.Variable
    let rows: [(row: Int, pointID: String)]
  }

  private(set) var members: [Member] = []
  /// The coordinates by the names of dimensions, in the order of their first use.
  private(set) var coordinates: [(name: String, coordinate: SeriesSurvey.Coordinate)] = []
  private(set) var notes: [String] = []

  init(_ survey: SeriesSurvey, rows: [StudyRow]) {
    let done = rows.enumerated().compactMap { row, value -> (row: Int, id: String, [Int])? in
      guard value.state == .done, let variables = survey.points[value.pointID] else { return nil }
      return (row, value.pointID, variables)
    }
    let chosen = chooseCoordinates(survey, done.map(\.2))
    // The variables of each name, in the order of their first appearance.
    var names: [String] = []
    var candidates: [String: [Int: Int]] = [:]
    for (_, _, variables) in done {
      for number in variables {
        let variable = survey.variables[number]
        if candidates[variable.name] == nil {
          names.append(variable.name)
          candidates[variable.name] = [:]
        }
        guard zip(variable.dimensions, variable.coordinates).allSatisfy({ chosen[$0] == $1 }) else {
          continue
        }
        candidates[variable.name]?[number, default: 0] += 1
      }
    }
    for name in names {
      guard let number = Self.mostFrequent(candidates[name] ?? [:]) else {
        notes.append("no row has '\(name)' along the common coordinates: it is left out")
        continue
      }
      let members = done.filter { $0.2.contains(number) }.map { (row: $0.row, pointID: $0.id) }
      self.members.append(Member(variable: survey.variables[number], rows: members))
      let differing = done.count { row in
        row.2.contains { survey.variables[$0].name == name && $0 != number }
      }
      let absent = done.count - members.count - differing
      if differing > 0 {
        notes.append(
          "\(differing) of \(done.count) rows have '\(name)' in another shape or type, or along "
            + "other coordinates, and are left out of it")
      }
      if absent > 0 { notes.append("\(absent) of \(done.count) rows have no '\(name)'") }
    }
    for member in members {
      for (name, number) in zip(member.variable.dimensions, member.variable.coordinates)
      where !coordinates.contains(where: { $0.name == name }) {
        coordinates.append((name, survey.coordinates[number]))
      }
    }
  }

  /// For each dimension the coordinate that most rows have.
  private mutating func chooseCoordinates(
    _ survey: SeriesSurvey, _ rows: [[Int]]
  ) -> [String: Int] {
    var names: [String] = []
    var counts: [String: [Int: Int]] = [:]
    for variables in rows {
      // Each row counts once, however many variables have the dimension.
      var seen: Set<[Int]> = []
      for number in variables {
        let variable = survey.variables[number]
        for (name, coordinate) in zip(variable.dimensions, variable.coordinates) {
          if counts[name] == nil {
            names.append(name)
            counts[name] = [:]
          }
          let place = names.firstIndex(of: name) ?? 0
          if seen.insert([place, coordinate]).inserted {
            counts[name]?[coordinate, default: 0] += 1
          }
        }
      }
    }
    var chosen: [String: Int] = [:]
    for name in names {
      let counts = counts[name] ?? [:]
      chosen[name] = Self.mostFrequent(counts)
      let total = counts.values.reduce(0, +)
      let most = chosen[name].flatMap { counts[$0] } ?? 0
      if most < total {
        notes.append("\(total - most) of \(rows.count) rows have other values along '\(name)'")
      }
    }
    return chosen
  }

  /// The number that is counted most often, of several the least.
  private static func mostFrequent(_ counts: [Int: Int]) -> Int? {
    counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }
}
