import CHDF5

/// A row of a virtual dataset: a whole dataset of another file.
public struct HDF5VirtualRow: Hashable, Sendable {
  /// The number of the row.
  public var row: Int

  /// The path of the other file, relative to the folder of the file with the virtual dataset.
  public var file: String

  /// The path of the dataset in it, such as `/bus_v`.
  public var dataset: String

  /// Creates a row.
  ///
  /// - Parameters:
  ///   - row: The number of the row.
  ///   - file: The path of the other file.
  ///   - dataset: The path of the dataset in it.
  public init(row: Int, file: String, dataset: String) {
    self.row = row
    self.file = file
    self.dataset = dataset
  }
}

extension HDF5Container where Self: ~Copyable {
  /// Creates a dataset of numbers whose rows are datasets of other files, which are looked up when
  /// it is read.
  ///
  /// Nothing is copied. A file that is not there, and a row that is not given, read as the fill
  /// value. The version of HDF5 must be 1.10 or later to read it.
  ///
  /// - Parameters:
  ///   - name: The name, which must be new.
  ///   - type: The type of its elements.
  ///   - rowCount: The number of rows.
  ///   - rowShape: The shape of each row, and of the dataset that it is; none of it is zero.
  ///   - fillValue: What elements hold that are nowhere.
  ///   - rows: Where rows are found, in any order; what a row is not given for is filled.
  /// - Throws: ``HDF5Error`` when the name is taken or a row is outside of the dataset.
  public func createVirtualDataset(
    _ name: String, of type: HDF5ElementType, rowCount: Int, rowShape: [Int], fillValue: Double,
    rows: [HDF5VirtualRow]
  ) throws(HDF5Error) -> HDF5Dataset {
    let attempt = "create the dataset '\(name)'"
    guard rows.allSatisfy({ (0..<rowCount).contains($0.row) }) else {
      throw HDF5Error(attempt: attempt, causes: ["a row is outside of it"])
    }
    let space = try Identifier.space(shape: [rowCount] + rowShape, to: attempt)
    let source = try Identifier.space(shape: rowShape.isEmpty ? [1] : rowShape, to: attempt)
    let properties = try Identifier(.properties, to: attempt) {
      H5Pcreate(chdf5_dataset_creation())
    }
    try properties.trackCreationOrder(ofMembers: false, to: attempt)
    var fillValue = fillValue
    try call(to: attempt) {
      // SAFETY: The library copies the number, whose type is given with it.
      unsafe H5Pset_fill_value(properties.rawValue, chdf5_native_double(), &fillValue)
    }
    for row in rows {
      try space.selectRows(row.row..<row.row + 1, to: attempt)
      // A percent sign would stand for the number of a block.
      let file = row.file.replacing("%", with: "%%")
      try call(to: attempt) {
        unsafe H5Pset_virtual(
          properties.rawValue, space.rawValue, file, row.dataset, source.rawValue)
      }
    }
    try call(to: attempt) { H5Sselect_all(space.rawValue) }
    let links = try Identifier(.properties, to: attempt) { H5Pcreate(chdf5_link_creation()) }
    try call(to: attempt) { H5Pset_char_encoding(links.rawValue, H5T_CSET_UTF8) }
    let fileType = query { type.fileType }
    return HDF5Dataset(
      name: name,
      identifier: try Identifier(.dataset, to: attempt, in: fileIdentifier) {
        unsafe H5Dcreate2(
          rawIdentifier, name, fileType, space.rawValue, links.rawValue, properties.rawValue,
          chdf5_default())
      })
  }
}
