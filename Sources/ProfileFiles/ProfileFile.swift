/// Reads profiles from the bytes of files.
///
/// Any bytes give a table or a ``ProfileFileError`` with the place of what is wrong; nothing is
/// guessed, filled in or left half-read.
public enum ProfileFile {
  /// The most bytes that a compressed file may hold: 512 MiB.
  ///
  /// The numbers read from it can take eight times as much.
  public static let maximumUncompressedSize = 1 << 29

  /// Reads a file of comma-separated values, plain or compressed by gzip (told by its first bytes).
  ///
  /// The first line names the columns. Every row has one field for each; a field that is asked for
  /// has to be a finite number. Stamps have to follow one another in equal steps: as instants if
  /// they name an offset from UTC or the zone is UTC or a fixed offset, and otherwise as the zone's
  /// clocks show them, the hour that clocks skip left out and the hour that they repeat in the order
  /// of time.
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
    guard !isHDF5(bytes) else {
      throw ProfileFileError(
        file: name, message: "this is an HDF5 file, not one of separated values. Declare it so.")
    }
    let text = Gzip.isCompressed(bytes) ? try Gzip.decompress(bytes, named: name) : bytes
    let csv = try CSVTable(text, named: name, columns: columns, description: description)
    return try csv.profileTable(description)
  }
}
