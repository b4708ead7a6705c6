import HDF5

extension StudyFileWriter {
  /// Writes the series of all points as virtual datasets.
  ///
  /// - Returns: The names of the variables.
  mutating func writeSeries(
    _ plan: SeriesPlan, to file: borrowing HDF5File
  ) throws(HDF5Error) -> [String] {
    try writeAttributes(to: file, kind: StudyLayout.seriesKind, isFactorial: false)
    // The runs' own names stay as they are; those of the study give way.
    let memberNames = plan.members.map { names.give($0.variable.name, prefix: "series") }
    var scales: [String: OpenScale] = [:]
    for (name, coordinate) in plan.coordinates {
      scales[name] = try writeScale(
        names.give(name, prefix: "series"), coordinate, to: file)
    }
    try writePointCoordinates(to: file)
    for (member, name) in zip(plan.members, memberNames) {
      let variable = member.variable
      let dataset = try file.createVirtualDataset(
        name, of: variable.type, rowCount: table.rows.count, rowShape: variable.shape,
        fillValue: variable.type.fillValue,
        rows: member.rows.map {
          HDF5VirtualRow(row: $0.row, file: "points/\($0.pointID).h5", dataset: "/" + variable.name)
        })
      try dataset.setPairs(variable.attributes)
      if !variable.flagValues.isEmpty {
        try dataset.setAttribute("flag_values", to: variable.flagValues)
      }
      try dataset.setAttribute("coordinates", to: coordinates.joined(separator: " "))
      try dataset.setFillAttribute(of: variable.type)
      try attach(dataset, axes: variable.dimensions.compactMap { scales[$0] })
    }
    return memberNames
  }

  private mutating func writeScale(
    _ name: String, _ coordinate: SeriesSurvey.Coordinate, to file: borrowing HDF5File
  ) throws(HDF5Error) -> OpenScale {
    let dataset: HDF5Dataset
    switch coordinate.values {
    case .texts(let texts): dataset = try file.createTexts(name, texts)
    case .numbers(let numbers):
      dataset = try file.createArray(
        name, numbers[...], shape: [numbers.count], with: &compressor)
    }
    try dataset.setPairs(coordinate.attributes)
    try dataset.makeDimensionScale(named: name)
    return OpenScale(name, count: coordinate.count, dataset)
  }
}

extension HDF5ElementType {
  /// What stands for no value: not a number, or the least integer.
  fileprivate var fillValue: Double {
    switch self {
    case .float32, .float64: .nan
    case .int8: Double(Int8.min)
    case .uint8: Double(UInt8.max)
    case .int32: Double(Int32.min)
    case .int64: Double(Int64.min)
    }
  }
}

extension HDF5Object where Self: ~Copyable {
  /// Adds attributes, names and texts by turns.
  fileprivate func setPairs(_ attributes: [String]) throws(HDF5Error) {
    for index in stride(from: 0, to: attributes.count - 1, by: 2)
    where !attributes[index + 1].isEmpty {
      try setAttribute(attributes[index], to: attributes[index + 1])
    }
  }

  fileprivate func setFillAttribute(of type: HDF5ElementType) throws(HDF5Error) {
    switch type {
    case .float32: try setAttribute("_FillValue", to: [Float.nan])
    case .float64: try setAttribute("_FillValue", to: [Double.nan])
    case .int8: try setAttribute("_FillValue", to: [Int8.min])
    case .uint8: try setAttribute("_FillValue", to: [UInt8.max])
    case .int32: try setAttribute("_FillValue", to: [Int32.min])
    case .int64: try setAttribute("_FillValue", to: [Int64.min])
    }
  }
}
