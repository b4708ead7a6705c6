extension ExperimentDesign {
  /// The rows of a table.
  func tableCells(
    _ prepared: [PreparedFactor], rows: [[String]]
  ) throws(DesignError) -> [DesignCell] {
    var cells: [DesignCell] = []
    cells.reserveCapacity(rows.count)
    var seen: [DesignCell: Int] = [:]
    for (index, row) in rows.enumerated() {
      let number = index + 1
      guard row.count == prepared.count else {
        throw DesignError(
          "Row \(number) of the table has \(row.count) entries: one for each of the "
            + "\(prepared.count) factors is needed.", row: number)
      }
      var values: [FactorValue?] = []
      var levels: [Int?] = []
      for (factor, entry) in zip(prepared, row) {
        let text = trimmed(entry)
        var value: FactorValue?
        if applies(factor, levels) {
          value = try factor.value(of: text, row: number)
        } else if !text.isEmpty {
          throw DesignError(
            "Row \(number) of the table gives \(shown(text)) to the factor \(shown(factor.name)), "
              + "which does not apply there: its entry must be empty.", factor: factor.name,
            row: number)
        }
        values.append(value)
        levels.append(value?.level)
      }
      let cell = DesignCell(values: values)
      if let other = seen.updateValue(number, forKey: cell) {
        throw DesignError(
          "Rows \(other) and \(number) of the table are equal: each may occur only once.",
          row: number)
      }
      cells.append(cell)
    }
    return cells
  }
}

extension PreparedFactor {
  /// The value that an entry of a table names: a label, the number of a level, or a number of the
  /// range with or without its unit.
  fileprivate func value(of text: String, row: Int) throws(DesignError) -> FactorValue {
    let start = "Row \(row) of the table gives \(shown(text)) to the factor \(shown(name))"
    guard !text.isEmpty else {
      throw DesignError(
        "Row \(row) of the table gives nothing to the factor \(shown(name)): a value is needed.",
        factor: name, row: row)
    }
    guard let range else {
      if let level = levels.first(where: { $0.label == text }) { return level }
      if let number = decimalNumber(text), let level = levels.first(where: { $0.number == number })
      {
        return level
      }
      let labels = levels.map(\.label)
      throw DesignError(
        "\(start), which has no such level: \(listed(labels)) are allowed."
          + offer(text, among: labels), factor: name, row: row)
    }
    let digits =
      !range.unit.isEmpty && text.hasSuffix(range.unit)
      ? trimmed(String(text.dropLast(range.unit.count))) : text
    guard let number = decimalNumber(digits) else {
      throw DesignError(
        "\(start), which is no number: numbers from \(range.ends) are allowed.", factor: name,
        row: row)
    }
    guard number >= range.lower, number <= range.upper else {
      throw DesignError(
        "\(start), which lies outside its range: numbers from \(range.ends) are allowed.",
        factor: name, row: row)
    }
    guard !range.isInteger || number.rounded() == number else {
      throw DesignError(
        "\(start), which is not whole: whole numbers from \(range.ends) are allowed.",
        factor: name, row: row)
    }
    return value(number, of: range)
  }
}

/// A finite number in decimal digits.
private func decimalNumber(_ text: String) -> Double? {
  let allowed = Set("0123456789+-.eE")
  guard text.count <= 100, text.allSatisfy(allowed.contains), let number = Double(text),
    number.isFinite
  else { return nil }
  return number
}

private func trimmed(_ text: String) -> String {
  var rest = text[...]
  while let first = rest.first, first.isWhitespace { rest.removeFirst() }
  while let last = rest.last, last.isWhitespace { rest.removeLast() }
  return String(rest)
}
