import HDF5

/// Files of tables that do not change over time, such as the results of one power flow.
public enum TableFile {
  /// Writes a file as a whole; it appears under its name only then.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be.
  ///   - attributes: What is said of the whole file.
  ///   - groups: The tables; none lies along an axis.
  ///   - overwrites: Whether a file of that name is replaced.
  /// - Throws: ``ResultFileError`` when the path or a table can't be used, or the file can't be
  ///   written.
  public static func write(
    _ path: String, attributes: [NamedAttribute], groups: [ResultGroup], overwrites: Bool = false
  ) throws(ResultFileError) {
    let target = try ResultPath(checking: path, overwrites: overwrites)
    let check = try SchemaCheck(tablesWith: attributes)
    for group in groups { try check.check(group) }
    var partial = try PartialFile(for: target)
    let temporaryPath = partial.path
    let file = try writing(path) { () throws(HDF5Error) in
      try HDF5File(creatingAt: temporaryPath)
    }
    partial.mark()
    do throws(HDF5Error) {
      try file.setAttribute("Conventions", to: ResultLayout.conventions)
      try file.write(attributes)
      for group in groups { try file.write(group) }
      try file.flush()
      try file.close()
    } catch {
      throw .library(path: path, error: error)
    }
    try partial.publish(overwrites: overwrites)
  }
}
