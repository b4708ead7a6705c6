import HDF5

/// What the time series of the points have in common.
struct SeriesSurvey {
  /// The values along a dimension of a point file.
  struct Coordinate: Hashable {
    enum Values: Hashable {
      case texts([String])
      case numbers([Double])
    }

    var values: Values
    /// Its attributes that are texts, in order.
    var attributes: [String]

    var count: Int {
      switch values {
      case .texts(let texts): texts.count
      case .numbers(let numbers): numbers.count
      }
    }
  }

  /// A variable as a point file has it.
  struct Variable: Hashable {
    var name: String
    var type: HDF5ElementType
    /// The dimensions by their names, and the numbers of their coordinates.
    var dimensions: [String]
    var coordinates: [Int]
    var shape: [Int]
    /// What it is, from the first point: names and texts of attributes by turns.
    var attributes: [String]
    var flagValues: [Int8]
  }

  /// The attributes that say what a variable or a coordinate is.
  static let attributeNames = [
    "long_name", "standard_name", "axis", "units", "calendar", "units_metadata", "cell_methods",
    "flag_meanings",
  ]

  private(set) var coordinates: [Coordinate] = []
  private(set) var variables: [Variable] = []
  /// The variables of each point, by the id of the point.
  private(set) var points: [String: [Int]] = [:]

  private var coordinateNumbers: [Coordinate: Int] = [:]
  private var variableNumbers: [Variable: Int] = [:]

  /// Adds the file of a point.
  mutating func add(_ id: String, fileAt path: String) throws(HDF5Error) {
    guard points[id] == nil else { return }
    let file = try HDF5File(openingAt: path)
    var known: [String: Int?] = [:]
    var found: [Int] = []
    for name in try file.memberNames() where name != "time" && name != "time_bnds" {
      guard try file.kind(of: name) == .dataset else { continue }
      let dataset = try file.openDataset(name)
      let dimensions = try dataset.dimensionNames()
      let shape = try dataset.shape()
      guard dimensions.first == "time", let type = try dataset.elementType(),
        !shape.contains(0)
      else { continue }
      var numbers: [Int] = []
      for (dimension, extent) in zip(dimensions, shape) {
        guard let dimension else { break }
        if known[dimension] == nil {
          known[dimension] = .some(try number(ofCoordinate: dimension, in: file))
        }
        guard let number = known[dimension] ?? nil, coordinates[number].count == extent else {
          break
        }
        numbers.append(number)
      }
      guard numbers.count == shape.count else { continue }
      let variable = Variable(
        name: name, type: type, dimensions: dimensions.compactMap { $0 }, coordinates: numbers,
        shape: shape, attributes: try Self.attributes(of: dataset),
        flagValues: try dataset.numbersAttribute("flag_values", as: Int8.self) ?? [])
      found.append(number(of: variable))
    }
    points[id] = found
  }

  private mutating func number(of variable: Variable) -> Int {
    if let number = variableNumbers[variable] { return number }
    variableNumbers[variable] = variables.count
    variables.append(variable)
    return variables.count - 1
  }

  /// The number of a dimension's coordinate; `nil` when it has none that can be copied.
  private mutating func number(
    ofCoordinate name: String, in file: borrowing HDF5File
  ) throws(HDF5Error) -> Int? {
    guard file.hasMember(name), try file.kind(of: name) == .dataset else { return nil }
    let dataset = try file.openDataset(name)
    guard try dataset.shape().count == 1 else { return nil }
    let values: Coordinate.Values
    if try dataset.holdsText() {
      values = .texts(try dataset.readTexts())
    } else if try dataset.elementType() != nil {
      values = .numbers(try dataset.read())
    } else {
      return nil
    }
    let coordinate = Coordinate(values: values, attributes: try Self.attributes(of: dataset))
    if let number = coordinateNumbers[coordinate] { return number }
    coordinateNumbers[coordinate] = coordinates.count
    coordinates.append(coordinate)
    return coordinates.count - 1
  }

  private static func attributes(
    of dataset: borrowing HDF5Dataset
  ) throws(HDF5Error) -> [String] {
    var attributes: [String] = []
    for name in attributeNames {
      if let text = try dataset.textAttribute(name) { attributes += [name, text] }
    }
    return attributes
  }
}
