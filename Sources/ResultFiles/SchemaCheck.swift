import Quantities

/// Finds what would make a schema unreadable before anything is written.
struct SchemaCheck: Sendable {
  /// Names that a variable must not have, because `dataset.name` would be something else in xarray.
  private static let reservedNames: Set<String> = [
    "all", "any", "argmax", "argmin", "assign", "attrs", "bfill", "broadcast", "chunk", "chunks",
    "clip", "close", "coarsen", "compute", "convolve", "coords", "copy", "corr", "count", "cov",
    "cumprod", "cumsum", "cumulative", "data", "data_vars", "diff", "dims", "differentiate",
    "drop", "dropna", "dtypes", "dt", "encoding", "eval", "equals", "ffill", "fillna", "filter",
    "get", "groupby", "groups", "head", "identical", "idxmax", "idxmin", "imag", "indexes",
    "info", "integrate", "interp", "isel", "isin", "isnull", "items", "keys", "load", "loc", "map",
    "max", "mean", "median", "merge", "min", "name", "nbytes", "notnull", "nv", "pad", "persist",
    "pipe", "plot", "polyfit", "prod", "quantile", "query", "rank", "real", "reduce", "reindex",
    "rename", "resample", "roll", "rolling", "round", "sel", "set_close", "shape", "shift", "size",
    "sizes", "sortby", "squeeze", "stack", "std", "str", "sum", "swap_dims", "tail", "thin",
    "time", "time_bnds", "to_array", "transpose", "unify_chunks", "unstack", "update", "values",
    "var", "variables", "weighted", "where", "xindexes",
  ]

  private static let textLimit = 60_000

  /// The axes and the number of their labels.
  private let axes: [String: Int]

  /// - Throws: ``ResultFileError`` with the first thing that is wrong.
  init(_ schema: ResultSchema, timeAxis: TimeAxis) throws(ResultFileError) {
    var axes: [String: Int] = [:]
    for axis in schema.axes {
      guard axes.updateValue(axis.labels.count, forKey: axis.name) == nil else {
        throw .unusableSchema(reason: "there are two axes '\(axis.name)'")
      }
    }
    self.axes = axes
    try Self.check(timeAxis)
    try Self.check(schema.attributes)
    for group in schema.groups {
      try Self.checkPath(group.path)
      try Self.check(group.attributes)
    }
    try checkRoot(schema)
    var paths: Set<String> = []
    for table in schema.tables {
      guard paths.insert(table.path).inserted else {
        throw .unusableSchema(reason: "there are two tables '\(table.path)'")
      }
      try check(table)
    }
  }

  /// A check for files of axes, with groups along them.
  init(axes: [Axis], attributes: [NamedAttribute]) throws(ResultFileError) {
    let day = TimeAxis(start: Instant(seconds: 0), intervalNanoseconds: 1, count: 1)
    try self.init(ResultSchema(attributes: attributes, axes: axes), timeAxis: day)
  }

  /// A check for files of tables without axes.
  init(tablesWith attributes: [NamedAttribute]) throws(ResultFileError) {
    axes = [:]
    try Self.check(attributes)
  }

  private static func check(_ timeAxis: TimeAxis) throws(ResultFileError) {
    guard timeAxis.count > 0, timeAxis.intervalNanoseconds > 0 else {
      throw .unusableSchema(reason: "there is no interval")
    }
    guard timeAxis.boundary(timeAxis.count) != nil else {
      throw .unusableSchema(
        reason: "the horizon leaves the range of instants (292 years from 1970)")
    }
  }

  private func checkRoot(_ schema: ResultSchema) throws(ResultFileError) {
    var names: Set<String> = []
    for axis in schema.axes {
      try Self.checkName(axis.name, among: &names)
      for column in axis.columns {
        try Self.checkName(column.name, among: &names)
        try check(column.description, type: column.values.type, of: column.name)
        guard column.values.count == axis.labels.count else {
          throw .unusableSchema(
            reason: "'\(column.name)' has \(column.values.count) values for the "
              + "\(axis.labels.count) labels of '\(axis.name)'")
        }
      }
    }
    for signal in schema.signals {
      try Self.checkName(signal.name, among: &names)
      try check(signal.description, type: signal.type, of: signal.name)
      guard signal.type != .text, signal.type != .bytes else {
        throw .unusableSchema(
          reason: "the signal '\(signal.name)' can't hold \(signal.type)")
      }
      if let axis = signal.axis, axes[axis] == nil {
        throw .unusableSchema(
          reason: "the signal '\(signal.name)' lies along '\(axis)', which is no axis")
      }
    }
  }

  private func check(_ table: Table) throws(ResultFileError) {
    try Self.checkPath(table.path)
    try Self.check(table.attributes)
    var names: Set<String> = []
    try Self.checkName(table.rowDimension, among: &names)
    try checkDimension(table.rowDimension, of: table.path)
    for column in table.columns {
      try Self.checkName(column.name, among: &names)
      try Self.checkBytes(of: column, among: &names)
      if column.isTime {
        guard column.type == .float64 else {
          throw .unusableSchema(reason: "the column '\(column.name)' of instants is not float64")
        }
      } else {
        try check(column.description, type: column.type, of: column.name)
      }
    }
  }

  /// Checks a group that is written at the end.
  func check(_ group: ResultGroup) throws(ResultFileError) {
    try Self.checkPath(group.path)
    try Self.check(group.attributes)
    var names: Set<String> = []
    var count: Int?
    switch group.rows {
    case .none:
      guard group.columns.isEmpty else {
        throw .unusableSchema(reason: "the columns of '\(group.path)' lie along nothing")
      }
    case .axis(let axis):
      guard let labels = axes[axis] else {
        throw .unusableSchema(
          reason: "the columns of '\(group.path)' lie along '\(axis)', which is no axis")
      }
      names.insert(axis)
      count = labels
    case .numbered(let dimension, _):
      try Self.checkName(dimension, among: &names)
      try checkDimension(dimension, of: group.path)
      count = group.columns.first?.values.count
    }
    for column in group.columns {
      try Self.checkName(column.name, among: &names)
      try check(column.description, type: column.values.type, of: column.name)
      guard column.values.count == count else {
        throw .unusableSchema(
          reason: "the column '\(column.name)' of '\(group.path)' has "
            + "\(column.values.count) values, not \(count ?? 0)")
      }
    }
    for blob in group.blobs {
      try Self.checkName(blob.name, among: &names)
      try Self.checkName(ResultLayout.byteDimension(of: blob.name), among: &names)
    }
    for scalar in group.scalars {
      try Self.checkName(scalar.name, among: &names)
      try check(scalar.description, type: scalar.value.type, of: scalar.name)
    }
  }

  /// Checks the further datasets that a column of bytes brings with it.
  private static func checkBytes(
    of column: TableColumn, among names: inout Set<String>
  ) throws(ResultFileError) {
    if let width = column.width {
      guard column.type == .uint8, width > 0, width <= 4096 else {
        throw .unusableSchema(
          reason: "the column '\(column.name)' can't have \(width) values in each row")
      }
    }
    guard column.width != nil || column.type == .bytes else { return }
    try checkName(ResultLayout.byteDimension(of: column.name), among: &names)
    if column.type == .bytes {
      try checkName(ResultLayout.endColumn(of: column.name), among: &names)
    }
  }

  private func checkDimension(_ name: String, of path: String) throws(ResultFileError) {
    guard axes[name] == nil else {
      throw .unusableSchema(reason: "the rows of '\(path)' have the name of the axis '\(name)'")
    }
  }

  private func check(
    _ description: VariableDescription, type: ResultType, of name: String
  ) throws(ResultFileError) {
    if type.isFloatingPoint, description.units == nil {
      throw .unusableSchema(reason: "'\(name)' has no unit")
    }
    if let axis = description.indexOf, axes[axis] == nil {
      throw .unusableSchema(reason: "'\(name)' points to '\(axis)', which is no axis")
    }
    if let flags = description.flags {
      guard flags.values.count == flags.meanings.count, !flags.values.isEmpty,
        flags.meanings.allSatisfy({ !$0.isEmpty && !$0.contains(" ") })
      else { throw .unusableSchema(reason: "'\(name)' has a flag without its one word") }
    }
    try Self.check(description.attributes)
  }

  private static func check(_ attributes: [NamedAttribute]) throws(ResultFileError) {
    for attribute in attributes {
      guard !attribute.name.isEmpty, !attribute.name.utf8.contains(0) else {
        throw .unusableSchema(reason: "an attribute has no name")
      }
      if case .text(let text) = attribute.value, text.utf8.count > textLimit {
        throw .unusableSchema(reason: "the attribute '\(attribute.name)' is too long")
      }
    }
  }

  private static func checkName(
    _ name: String, among names: inout Set<String>
  ) throws(ResultFileError) {
    guard isIdentifier(name) else {
      throw .unusableSchema(
        reason: "'\(name)' is no name of a variable (letters, digits and _, no digit first)")
    }
    guard !reservedNames.contains(name) else {
      throw .unusableSchema(reason: "'\(name)' means something else to the readers of the file")
    }
    guard names.insert(name).inserted else {
      throw .unusableSchema(reason: "two variables are called '\(name)'")
    }
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 200 else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return !digits.contains(first)
      && name.utf8.allSatisfy {
        letters.contains($0) || capitals.contains($0) || digits.contains($0)
          || $0 == UInt8(ascii: "_")
      }
  }

  private static func checkPath(_ path: String) throws(ResultFileError) {
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      guard !part.isEmpty, part != ".", part != "..", part.utf8.count <= 200,
        part.first != " ", part.last != " ", part.utf8.allSatisfy({ $0 >= 32 && $0 != 127 })
      else { throw .unusableSchema(reason: "'\(path)' is no path of a group") }
    }
  }
}
