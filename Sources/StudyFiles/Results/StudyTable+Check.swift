extension StudyTable {
  /// Finds out whether all parts of the table fit each other.
  ///
  /// - Throws: ``StudyFileError`` that says what does not.
  func check() throws(StudyFileError) {
    guard !rows.isEmpty else { throw .unusable(reason: "the study has no rows") }
    guard !arms.isEmpty else { throw .unusable(reason: "the study has no arms") }
    for factor in factors where !factor.numbers.isEmpty {
      guard factor.numbers.count == factor.labels.count else {
        throw .unusable(reason: "the factor '\(factor.name)' has not a number for each label")
      }
    }
    for (index, row) in rows.enumerated() {
      guard arms.indices.contains(row.arm), seeds.indices.contains(row.replication),
        row.levels.count == factors.count, row.numbers.count == factors.count,
        zip(row.levels, factors).allSatisfy({ $0 >= -1 && $0 < $1.labels.count })
      else { throw .unusable(reason: "row \(index) is outside of the study") }
    }
    for indicator in indicators where indicator.values.count != rows.count {
      throw .unusable(
        reason: "the indicator '\(indicator.name)' has \(indicator.values.count) values "
          + "where there are \(rows.count) rows")
    }
    for table in tables {
      let (count, overflow) = rows.count.multipliedReportingOverflow(by: table.labels.count)
      for column in table.columns where overflow || column.values.count != count {
        throw .unusable(
          reason: "the column '\(column.name)' does not fit the rows and the axis '\(table.axis)'")
      }
    }
    if isFactorial { try checkOrder() }
  }

  /// Finds out whether the rows are a dense array in row-major order.
  private func checkOrder() throws(StudyFileError) {
    var count = 1
    for extent in [arms.count] + factors.map(\.labels.count) + [seeds.count] {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= rows.count else {
        throw .unusable(reason: "a factorial study has fewer rows than combinations")
      }
      count = product
    }
    guard count == rows.count else {
      throw .unusable(reason: "a factorial study has more rows than combinations")
    }
    for (index, row) in rows.enumerated() {
      var rest = index
      var places = [row.arm] + row.levels + [row.replication]
      let extents = [arms.count] + factors.map(\.labels.count) + [seeds.count]
      while let place = places.popLast() {
        let extent = extents[places.count]
        guard place == rest % extent else {
          throw .unusable(reason: "row \(index) of a factorial study is out of order")
        }
        rest /= extent
      }
    }
  }
}
