import HDF5

/// The words of the layout that writer and reader share.
enum ResultLayout {
  static let formatVersion = "1.0"
  static let conventions = "CF-1.11"
  static let formatAttribute = "mgsim_format"
  static let statusAttribute = "mgsim_status"
  static let indexAttribute = "mgsim_index_of"

  /// The dimension of the single bytes of a variable, and the column of the ends of its rows.
  static func byteDimension(of name: String) -> String { name + "_byte" }
  static func endColumn(of name: String) -> String { name + "_end" }
}

extension HDF5Object where Self: ~Copyable {
  /// Adds attributes in order.
  func write(_ attributes: [NamedAttribute]) throws(HDF5Error) {
    for attribute in attributes {
      switch attribute.value {
      case .text(let text): if !text.isEmpty { try setAttribute(attribute.name, to: text) }
      case .integer(let number): try setAttribute(attribute.name, to: number)
      case .number(let number): try setAttribute(attribute.name, to: number)
      case .numbers(let numbers): try setAttribute(attribute.name, to: numbers)
      case .flags(let values): try setAttribute(attribute.name, to: values)
      }
    }
  }
}

extension HDF5Dataset {
  /// Adds the attributes that say what the values are.
  func describe(
    _ description: VariableDescription, type: ResultType, coordinates: String = ""
  ) throws(HDF5Error) {
    try write(description.namedAttributes(coordinates: coordinates))
    switch type {
    case .float32: try setAttribute("_FillValue", to: [Float.nan])
    case .float64: try setAttribute("_FillValue", to: [Double.nan])
    default: break
    }
  }

  /// Adds the attributes of instants, by which readers know the calendar.
  func describeTime(_ timeAxis: TimeAxis) throws(HDF5Error) {
    try write([
      NamedAttribute("units", .text(timeAxis.units)),
      NamedAttribute("calendar", "proleptic_gregorian"),
      NamedAttribute("units_metadata", "leap_seconds: none"),
    ])
  }
}

extension VariableDescription {
  /// The attributes that say what the values are.
  func namedAttributes(coordinates: String = "") -> [NamedAttribute] {
    var named = [NamedAttribute("long_name", .text(longName))]
    func add(_ name: String, _ text: String?) {
      if let text { named.append(NamedAttribute(name, .text(text))) }
    }
    add("standard_name", standardName)
    add("units", units)
    add("cell_methods", cellMethods)
    add("coordinates", coordinates)
    if let flags = flags {
      named.append(NamedAttribute("flag_values", .flags(flags.values)))
      add("flag_meanings", flags.meanings.joined(separator: " "))
    }
    add(ResultLayout.indexAttribute, indexOf.map { "/" + $0 })
    return named + attributes
  }
}

extension HDF5Container where Self: ~Copyable {
  /// Writes a column of which all values are known.
  func createColumn(
    _ name: String, _ values: ColumnValues, _ description: VariableDescription
  ) throws(HDF5Error) -> HDF5Dataset {
    let dataset: HDF5Dataset
    switch values {
    case .float32(let values): dataset = try create(name, values, fillValue: .nan)
    case .float64(let values): dataset = try create(name, values, fillValue: .nan)
    case .int8(let values): dataset = try create(name, values, fillValue: nil)
    case .int32(let values): dataset = try create(name, values, fillValue: nil)
    case .int64(let values): dataset = try create(name, values, fillValue: nil)
    case .text(let texts):
      dataset = try createTextDataset(name, shape: [texts.count])
      try dataset.write(texts)
    }
    try dataset.describe(description, type: values.type)
    return dataset
  }

  /// Writes a single value.
  func write(_ scalar: Scalar) throws(HDF5Error) {
    let dataset: HDF5Dataset
    switch scalar.value {
    case .number(let number):
      dataset = try createDataset(scalar.name, of: .float64, shape: [], fillValue: .nan)
      try dataset.write([number])
    case .integer(let number):
      dataset = try createDataset(scalar.name, of: .int64, shape: [])
      try dataset.write([number])
    case .text(let text):
      dataset = try createTextDataset(scalar.name, shape: [])
      try dataset.write([text])
    }
    try dataset.describe(scalar.description, type: scalar.value.type)
  }

  /// Writes bytes along a dimension of their own.
  func write(_ blob: Blob) throws(HDF5Error) {
    let dimension = try createBareDimension(
      ResultLayout.byteDimension(of: blob.name), shape: [blob.bytes.count])
    let dataset = try create(blob.name, blob.bytes, fillValue: nil)
    try dataset.describe(VariableDescription(longName: blob.longName), type: .uint8)
    try dataset.attach(dimension, toAxis: 0)
  }

  private func create<Element: HDF5Element>(
    _ name: String, _ values: [Element], fillValue: Double?
  ) throws(HDF5Error) -> HDF5Dataset {
    let dataset = try createDataset(
      name, of: Element.elementType, shape: [values.count], fillValue: fillValue)
    if !values.isEmpty { try dataset.write(values) }
    return dataset
  }
}

extension ScalarValue {
  /// The type of the value.
  var type: ResultType {
    switch self {
    case .number: .float64
    case .integer: .int64
    case .text: .text
    }
  }
}
