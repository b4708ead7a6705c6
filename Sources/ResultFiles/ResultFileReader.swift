public import HDF5

/// Reads a result file, of a finished run or of one that goes on.
///
///     let reader = try ResultFileReader(opening: "run.h5")
///     for signal in try reader.signals() { print(signal.name, signal.units ?? "") }
///     let firstDay = try reader.numbers(of: "bus_v", rows: 0..<96)
public struct ResultFileReader: ~Copyable, Sendable {
  /// Where the file is.
  public let path: String

  /// The version of the layout, such as `1.0`.
  public let formatVersion: String

  /// The HDF5 file, for what this type does not offer.
  public let file: HDF5File

  /// Groups deeper than this are not looked into; a broken file may hold itself.
  private static let depthLimit = 8

  /// Opens a result file.
  ///
  /// - Throws: ``ResultFileError`` when there is none at the path.
  public init(opening path: String) throws(ResultFileError) {
    let file = try Self.openFile(path)
    let version: String? = try reading(path) { () throws(HDF5Error) in
      try file.textAttribute(ResultLayout.formatAttribute)
    }
    guard let version else {
      throw .notReadable(
        path: path,
        reason: "it is not a result file (it has no attribute '\(ResultLayout.formatAttribute)')")
    }
    guard version.split(separator: ".").first == "1" else {
      throw .notReadable(
        path: path, reason: "its layout \(version) is newer than \(ResultLayout.formatVersion)")
    }
    self.path = path
    self.file = file
    formatVersion = version
  }

  private static func openFile(_ path: String) throws(ResultFileError) -> HDF5File {
    do throws(HDF5Error) {
      return try HDF5File(openingAt: path)
    } catch {
      throw .notReadable(path: path, reason: error.systemReason ?? "it is not an HDF5 file")
    }
  }
}

// MARK: What there is

extension ResultFileReader {
  /// How the run ended; `nil` while it goes on, or when it was killed.
  public func status() throws(ResultFileError) -> ResultStatus? {
    let text: String? = try reading(path) { () throws(HDF5Error) in
      try file.textAttribute(ResultLayout.statusAttribute)
    }
    return text.flatMap { ResultStatus(rawValue: $0) }
  }

  /// Whether the file holds the indicators of a run and neither series nor tables.
  public func holdsIndicatorsOnly() throws(ResultFileError) -> Bool {
    try reading(path) { () throws(HDF5Error) in
      try file.textAttribute(IndicatorFile.detailAttribute) == IndicatorFile.detail
    }
  }

  /// Makes sure that the file can hold series and tables.
  ///
  /// - Throws: ``ResultFileError`` when it holds indicators only, which says how to get the rest.
  public func requireSeries() throws(ResultFileError) {
    guard try holdsIndicatorsOnly() else { return }
    throw .notReadable(
      path: path,
      reason: "it holds the indicators of a run only; series and tables are in the file of a run "
        + "with 'recording.detail: full'")
  }

  /// The attributes of a group, that of the whole file by default, in order.
  public func attributes(of group: String = "") throws(ResultFileError) -> [NamedAttribute] {
    try reading(path) { () throws(HDF5Error) in
      let group = try file.openGroup(group.isEmpty ? "/" : group)
      var attributes: [NamedAttribute] = []
      for name in try group.attributeNames() {
        if let text = try group.textAttribute(name) {
          attributes.append(NamedAttribute(name, .text(text)))
        } else if let number = try group.integerAttribute(name) {
          attributes.append(NamedAttribute(name, .integer(number)))
        } else if let numbers = try group.numbersAttribute(name, as: Double.self) {
          attributes.append(
            NamedAttribute(name, numbers.count == 1 ? .number(numbers[0]) : .numbers(numbers)))
        }
      }
      return attributes
    }
  }

  /// The variables of a group, that of the whole file by default, in order.
  public func variables(in group: String = "") throws(ResultFileError) -> [ResultVariable] {
    try reading(path) { () throws(HDF5Error) in
      let handle = try file.openGroup(group.isEmpty ? "/" : group)
      var variables: [ResultVariable] = []
      for name in try handle.memberNames() where try handle.kind(of: name) == .dataset {
        variables.append(
          try Self.variable(
            try handle.openDataset(name), path: group.isEmpty ? name : group + "/" + name))
      }
      return variables
    }
  }

  /// The variables along the time axis, without the time itself.
  public func signals() throws(ResultFileError) -> [ResultVariable] {
    try variables().filter {
      $0.dimensions.first == "time" && $0.name != "time" && $0.name != "time_bnds"
    }
  }

  /// The axes: the coordinates of the whole file that hold labels.
  public func axes() throws(ResultFileError) -> [ResultVariable] {
    try variables().filter { $0.dimensions == [$0.name] && $0.type == .text }
  }

  /// The paths of all groups, those that hold others first.
  public func groups() throws(ResultFileError) -> [String] {
    try reading(path) { () throws(HDF5Error) in try groups(below: "", depth: 0) }
  }

  /// The single values of a group, such as the indicators, with what they are.
  public func scalars(
    in group: String = "indicators"
  ) throws(ResultFileError) -> [(variable: ResultVariable, value: ScalarValue)] {
    var scalars: [(variable: ResultVariable, value: ScalarValue)] = []
    for variable in try variables(in: group) where variable.shape.isEmpty {
      switch variable.type {
      case .text:
        if let text = try texts(of: variable.path).first {
          scalars.append((variable, .text(text)))
        }
      case .int8, .uint8, .int32, .int64:
        if let number = try integers(of: variable.path).first {
          scalars.append((variable, .integer(number)))
        }
      case .float32, .float64:
        if let number = try numbers(of: variable.path).first {
          scalars.append((variable, .number(number)))
        }
      case .bytes, nil: break
      }
    }
    return scalars
  }

  private func groups(below parent: String, depth: Int) throws(HDF5Error) -> [String] {
    guard depth < Self.depthLimit else { return [] }
    let handle = try file.openGroup(parent.isEmpty ? "/" : parent)
    var groups: [String] = []
    for name in try handle.memberNames() where try handle.kind(of: name) == .group {
      let path = parent.isEmpty ? name : parent + "/" + name
      groups.append(path)
      groups += try self.groups(below: path, depth: depth + 1)
    }
    return groups
  }

  private static func variable(
    _ dataset: borrowing HDF5Dataset, path: String
  ) throws(HDF5Error) -> ResultVariable {
    let type: ResultType? =
      switch try dataset.elementType() {
      case .float32: .float32
      case .float64: .float64
      case .int8: .int8
      case .int32: .int32
      case .int64: .int64
      case .uint8: .uint8
      case nil: try dataset.holdsText() ? .text : nil
      }
    return ResultVariable(
      path: path, dimensions: try dataset.dimensionNames().map { $0 ?? "" },
      shape: try dataset.shape(), type: type, units: try dataset.textAttribute("units"),
      longName: try dataset.textAttribute("long_name"),
      indexOf: try dataset.textAttribute(ResultLayout.indexAttribute)
        .map { String($0.drop { $0 == "/" }) })
  }
}

// MARK: Values

extension ResultFileReader {
  /// The numbers of a variable, the last dimension varying fastest.
  ///
  /// - Parameters:
  ///   - path: The path of the variable, such as `ledger/amount`.
  ///   - rows: The range of the first dimension; all when it is nil.
  public func numbers(
    of path: String, rows: Range<Int>? = nil
  ) throws(ResultFileError) -> [Double] {
    try reading(self.path) { () throws(HDF5Error) in
      try file.openDataset(path).read(Double.self, rows: rows)
    }
  }

  /// The integers of a variable, exactly.
  public func integers(
    of path: String, rows: Range<Int>? = nil
  ) throws(ResultFileError) -> [Int64] {
    try reading(self.path) { () throws(HDF5Error) in
      try file.openDataset(path).read(Int64.self, rows: rows)
    }
  }

  /// The bytes of a variable, such as a column of hashes, the last dimension varying fastest.
  public func bytes(
    of path: String, rows: Range<Int>? = nil
  ) throws(ResultFileError) -> [UInt8] {
    try reading(self.path) { () throws(HDF5Error) in
      try file.openDataset(path).read(UInt8.self, rows: rows)
    }
  }

  /// The texts of a variable, such as the labels of an axis.
  public func texts(
    of path: String, rows: Range<Int>? = nil
  ) throws(ResultFileError) -> [String] {
    try reading(self.path) { () throws(HDF5Error) in
      try file.openDataset(path).readTexts(rows: rows)
    }
  }
}

/// Does what may fail in the library, and names the file in the error.
private func reading<Result: ~Copyable>(
  _ path: String, _ body: () throws(HDF5Error) -> Result
) throws(ResultFileError) -> Result {
  do throws(HDF5Error) {
    return try body()
  } catch {
    throw .library(path: path, error: error)
  }
}

extension HDF5Object where Self: ~Copyable {
  /// The integer that an attribute holds; `nil` when it holds something else.
  fileprivate func integerAttribute(_ name: String) throws(HDF5Error) -> Int64? {
    guard let numbers = try numbersAttribute(name, as: Double.self), numbers.count == 1,
      numbers[0] == numbers[0].rounded(), abs(numbers[0]) < 0x1p63
    else { return nil }
    return try numbersAttribute(name, as: Int64.self)?.first
  }
}
