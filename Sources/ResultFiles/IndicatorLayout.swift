import HDF5
import Quantities

/// Puts attributes, axes and groups into a file that is made in memory.
struct IndicatorLayout {
  private(set) var file = HDF5Image()
  private var axes: [String: HDF5Image.Node] = [:]
  private var groups: [String: HDF5Image.Node] = [:]

  /// Adds what is said of the whole file.
  mutating func write(_ attributes: [NamedAttribute], covering: Range<Instant>) {
    let root = file.root
    file.setAttribute("Conventions", to: .text(ResultLayout.conventions), of: root)
    write(attributes, to: root)
    write(
      [
        NamedAttribute(ResultLayout.formatAttribute, .text(ResultLayout.formatVersion)),
        NamedAttribute(IndicatorFile.detailAttribute, .text(IndicatorFile.detail)),
        NamedAttribute("time_coverage_start", .text(covering.lowerBound.utcDescription)),
        NamedAttribute("time_coverage_end", .text(covering.upperBound.utcDescription)),
        NamedAttribute(ResultLayout.statusAttribute, .text(ResultStatus.complete.rawValue)),
      ], to: root)
  }

  /// Adds an axis with its labels and the columns along it.
  mutating func write(_ axis: Axis) {
    let scale = add(
      axis.name, .text(axis.labels), VariableDescription(longName: axis.longName), to: file.root)
    file.makeDimensionScale(scale, named: axis.name)
    axes[axis.name] = scale
    for column in axis.columns {
      let node = add(column.name, column.values, column.description, to: file.root)
      file.attach(scale, to: node)
    }
  }

  /// Adds a group with its attributes, scalars and columns.
  mutating func write(_ group: ResultGroup) {
    let node = ensureGroup(group.path)
    write(group.attributes, to: node)
    for scalar in group.scalars { write(scalar, to: node) }
    for blob in group.blobs { write(blob, to: node) }
    var scale: HDF5Image.Node?
    switch group.rows {
    case .none: break
    case .axis(let name):
      scale = axes[name]
      if let scale { file.link(name, to: scale, in: node) }
    case .numbered(let dimension, let longName):
      let count = group.columns.first?.values.count ?? 0
      let numbers = add(
        dimension, .int64((0..<count).map { Int64($0) }), VariableDescription(longName: longName),
        to: node)
      file.makeDimensionScale(numbers, named: dimension)
      scale = numbers
    }
    for column in group.columns {
      let dataset = add(column.name, column.values, column.description, to: node)
      if let scale { file.attach(scale, to: dataset) }
    }
  }

  private mutating func ensureGroup(_ path: String) -> HDF5Image.Node {
    if let known = groups[path] { return known }
    guard let slash = path.lastIndex(of: "/") else {
      let node = file.addGroup(path, to: file.root)
      groups[path] = node
      return node
    }
    let parent = ensureGroup(String(path[..<slash]))
    let node = file.addGroup(String(path[path.index(after: slash)...]), to: parent)
    groups[path] = node
    return node
  }

  private mutating func add(
    _ name: String, _ values: ColumnValues, _ description: VariableDescription,
    to parent: HDF5Image.Node
  ) -> HDF5Image.Node {
    let node = file.addDataset(
      name, values.imageValues, fillsWithNaN: values.type.isFloatingPoint, to: parent)
    describe(node, description, type: values.type)
    return node
  }

  private mutating func write(_ scalar: Scalar, to parent: HDF5Image.Node) {
    let values: HDF5Image.Values =
      switch scalar.value {
      case .number(let number): .doubles([number])
      case .integer(let number): .int64s([number])
      case .text(let text): .texts([text])
      }
    let type = scalar.value.type
    let node = file.addDataset(
      scalar.name, values, isScalar: true, fillsWithNaN: type.isFloatingPoint, to: parent)
    describe(node, scalar.description, type: type)
  }

  private mutating func write(_ blob: Blob, to parent: HDF5Image.Node) {
    let dimension = ResultLayout.byteDimension(of: blob.name)
    let numbers = add(
      dimension, .int32(blob.bytes.indices.map { Int32(clamping: $0) }),
      VariableDescription(longName: "Number of the byte"), to: parent)
    file.makeDimensionScale(numbers, named: dimension)
    let node = file.addDataset(blob.name, .bytes(blob.bytes), to: parent)
    describe(node, VariableDescription(longName: blob.longName), type: .uint8)
    file.attach(numbers, to: node)
  }

  private mutating func describe(
    _ node: HDF5Image.Node, _ description: VariableDescription, type: ResultType
  ) {
    write(description.namedAttributes(), to: node)
    switch type {
    case .float32: file.setAttribute("_FillValue", to: .floats([.nan]), of: node)
    case .float64: file.setAttribute("_FillValue", to: .doubles([.nan]), of: node)
    default: break
    }
  }

  private mutating func write(_ attributes: [NamedAttribute], to node: HDF5Image.Node) {
    for attribute in attributes {
      let value: HDF5Image.AttributeValue
      switch attribute.value {
      case .text(let text):
        if text.isEmpty { continue }
        value = .text(text)
      case .integer(let number): value = .integer(number)
      case .number(let number): value = .number(number)
      case .numbers(let numbers): value = .doubles(numbers)
      case .flags(let values): value = .int8s(values)
      }
      file.setAttribute(attribute.name, to: value, of: node)
    }
  }
}

extension ColumnValues {
  fileprivate var imageValues: HDF5Image.Values {
    switch self {
    case .float32(let values): .floats(values)
    case .float64(let values): .doubles(values)
    case .int8(let values): .int8s(values)
    case .int32(let values): .int32s(values)
    case .int64(let values): .int64s(values)
    case .text(let texts): .texts(texts)
    }
  }
}
