import HDF5
public import Quantities

/// Result files without series and tables: attributes, axes, and groups of indicators along them.
///
/// They are made without the HDF5 library, whose one lock would keep the threads of a study waiting,
/// and can be read as any result file; the attribute `mgsim_detail` says what they leave out. A
/// study of many runs keeps one for each.
public enum IndicatorFile {
  /// The attribute that tells how much of a run a file holds, and its value in these files.
  public static let detailAttribute = "mgsim_detail"
  public static let detail = "indicators"

  /// Writes a file as a whole.
  ///
  /// - Parameters:
  ///   - destination: Where it is to be; on a disk it appears under its name only when it is whole.
  ///   - attributes: What is said of the whole file.
  ///   - axes: What the columns of groups lie along.
  ///   - covering: The time that was simulated.
  ///   - groups: The groups.
  ///   - overwrites: Whether a file of that name is replaced.
  /// - Returns: The bytes of a file in memory; `nil` for one on a disk.
  /// - Throws: ``ResultFileError`` when the path or a group can't be used, or the file can't be
  ///   written.
  @discardableResult
  public static func write(
    to destination: ResultDestination, attributes: [NamedAttribute], axes: [Axis],
    covering: Range<Instant>, groups: [ResultGroup], overwrites: Bool = false
  ) throws(ResultFileError) -> [UInt8]? {
    let check = try SchemaCheck(axes: axes, attributes: attributes)
    for group in groups { try check.check(group) }
    var layout = IndicatorLayout()
    layout.write(attributes, covering: covering)
    for axis in axes { layout.write(axis) }
    for group in groups { layout.write(group) }
    let image = layout.file.encoded()
    guard case .file(let path) = destination else { return image }
    var partial = try PartialFile(for: ResultPath(checking: path, overwrites: overwrites))
    try partial.create(image)
    try partial.publish(overwrites: overwrites)
    return nil
  }

  /// Finds what would keep a file from being written, before a long run.
  ///
  /// - Parameters:
  ///   - destination: Where it is to be.
  ///   - overwrites: Whether a file of that name is replaced.
  /// - Throws: ``ResultFileError`` when the path can't be used.
  public static func check(
    _ destination: ResultDestination, overwrites: Bool
  ) throws(ResultFileError) {
    guard case .file(let path) = destination else { return }
    _ = try ResultPath(checking: path, overwrites: overwrites)
  }
}
