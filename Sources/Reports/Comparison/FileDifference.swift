/// How far two HDF5 files differ: in their bytes, and dataset by dataset in their values.
public struct FileDifference: Hashable, Sendable {
  /// How one dataset differs.
  public struct Dataset: Hashable, Sendable {
    /// The path of the dataset.
    public var path: String
    /// What is wrong beside values: it is in one file alone, or shapes or types differ; empty for a
    /// dataset that both files have alike.
    public var problem: String
    /// The number of values that differ, and of all values.
    public var differing: Int
    public var count: Int
    /// The largest absolute difference of two numbers; infinite where one alone is none.
    public var absolute: Double
    /// The largest difference of two numbers, relative to the larger one.
    public var relative: Double

    /// Whether both files have the same values.
    public var isEqual: Bool { problem.isEmpty && differing == 0 }
  }

  /// Where the files are.
  public var first: String
  public var second: String
  /// Whether they are the same byte for byte.
  public var hasEqualBytes: Bool
  /// The attributes that differ, such as `mgsim_version` or `indicators:note`.
  public var attributes: [String]
  /// Every dataset of either file; none when the bytes are equal.
  public var datasets: [Dataset]

  /// The number of datasets that both files have alike with the same values.
  public var equalCount: Int { datasets.count { $0.isEqual } }

  /// What differs as a table, with a sentence about all.
  public func report() -> TableReport {
    let different = datasets.filter { !$0.isEqual }
    let heading = "'\(first)' and '\(second)'"
    guard !hasEqualBytes else {
      return TableReport(heading: heading + ": identical, byte for byte", tables: [], notes: [])
    }
    let isEqual = different.isEmpty && attributes.isEmpty
    let table = ReportTable(
      name: "datasets", title: "What differs",
      header: [
        "dataset", "problem", "values that differ", "values", "largest absolute",
        "largest relative",
      ],
      rows: different.map { dataset in
        [
          .text(dataset.path), .text(dataset.problem),
          .optional(dataset.count > 0 ? Double(dataset.differing) : nil, decimals: 0),
          .optional(dataset.count > 0 ? Double(dataset.count) : nil, decimals: 0),
          .optional(dataset.count > 0 ? dataset.absolute : nil, decimals: 15),
          .optional(dataset.count > 0 ? dataset.relative : nil, decimals: 15),
        ]
      })
    var notes = [
      "The bytes differ; \(equalCount) of \(datasets.count) datasets have the same values."
    ]
    if isEqual {
      notes.append("All values are the same: what differs is how they are stored.")
    }
    if !attributes.isEmpty {
      notes.append("Attributes that differ: \(attributes.joined(separator: ", ")).")
    }
    return TableReport(
      heading: heading + (isEqual ? ": the same values in other bytes" : ": they differ"),
      tables: different.isEmpty ? [] : [table], notes: notes)
  }
}
