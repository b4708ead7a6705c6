import HDF5

extension HDF5File {
  /// Writes an axis: the scale with its labels, and the columns along it.
  func write(_ axis: Axis) throws(HDF5Error) -> OpenDataset {
    let scale = OpenDataset(
      try createColumn(
        axis.name, .text(axis.labels), VariableDescription(longName: axis.longName)))
    try scale.dataset.makeDimensionScale(named: axis.name)
    for column in axis.columns {
      let dataset = try createColumn(column.name, column.values, column.description)
      try dataset.attach(scale.dataset, toAxis: 0)
    }
    return scale
  }

  /// Writes a group with its attributes, scalars and columns.
  func write(_ group: ResultGroup) throws(HDF5Error) {
    let handle = try ensureGroup(group.path)
    try handle.write(group.attributes)
    for scalar in group.scalars { try handle.write(scalar) }
    for blob in group.blobs { try handle.write(blob) }
    var scale: OpenDataset?
    switch group.rows {
    case .none: break
    case .axis(let axis):
      try link(group.path + "/" + axis, to: "/" + axis)
      scale = OpenDataset(try openDataset(axis))
    case .numbered(let dimension, let longName):
      let count = group.columns.first?.values.count ?? 0
      let numbers = OpenDataset(
        try handle.createColumn(
          dimension, .int64((0..<count).map { Int64($0) }),
          VariableDescription(longName: longName)))
      try numbers.dataset.makeDimensionScale(named: dimension)
      scale = numbers
    }
    for column in group.columns {
      let dataset = try handle.createColumn(column.name, column.values, column.description)
      if let scale { try dataset.attach(scale.dataset, toAxis: 0) }
    }
  }
}
