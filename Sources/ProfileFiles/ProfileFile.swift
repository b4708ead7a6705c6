/// Reads profiles from the bytes of files.
///
/// Any bytes give a table or a ``ProfileFileError`` with the place of what is wrong; nothing is
/// guessed, filled in or left half-read.
public enum ProfileFile {
  /// The most bytes that a compressed file may hold: 512 MiB.
  ///
  /// The numbers read from it can take eight times as much.
  public static let maximumUncompressedSize = 1 << 29

  /// Reads a file of comma-separated values, plain or compressed by gzip, or an HDF5 file; its first
  /// bytes tell which.
  ///
  /// In separated values the first line names the columns. Every row has one field for each; a field that is asked for
  /// has to be a finite number. Stamps have to follow one another in equal steps: as instants if
  /// they name an offset from UTC or the zone is UTC or a fixed offset, and otherwise as the zone's
  /// clocks show them, the hour that clocks skip left out and the hour that they repeat in the order
  /// of time.
  ///
  /// In HDF5 a column is a dataset of one dimension, named by its path, or a column of a dataset of
  /// two, named with its index from 0: `load[3]`. The stamps are texts, or numbers with CF `units`.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: The name of the file, for messages.
  ///   - columns: The columns to read, in the order of the result; `nil` for all but the stamps.
  ///     Other columns are not looked into.
  ///   - description: What the file's numbers and stamps mean.
  public static func read(
    _ bytes: [UInt8], named name: String, columns: [String]? = nil,
    description: ProfileFileDescription
  ) throws(ProfileFileError) -> ProfileTable {
    guard description.scale.isFinite else {
      throw ProfileFileError(file: name, message: "the scale of the profiles has to be finite.")
    }
    if isHDF5(bytes) {
      return try read(hdf5: bytes, named: name, columns: columns, description: description)
    }
    let text = Gzip.isCompressed(bytes) ? try Gzip.decompress(bytes, named: name) : bytes
    let csv = try CSVTable(text, named: name, columns: columns, description: description)
    return try csv.profileTable(description)
  }
}
