extension StudyTableFactor {
  /// The unit that labels such as `3 kW` have behind their numbers; `1` unless all have the same.
  ///
  /// - Parameter labels: The labels of a factor whose levels are numbers.
  public static func units(ofLabels labels: [String]) -> String {
    let units = labels.map { label -> String in
      let rest = label.drop { $0.isASCII && $0.isNumber || "+-.".contains($0) }
      guard rest.startIndex > label.startIndex else { return "" }
      return String(rest.drop { $0 == " " })
    }
    guard let unit = units.first, !unit.isEmpty, !unit.contains(" "),
      units.allSatisfy({ $0 == unit })
    else { return "1" }
    return unit
  }
}
