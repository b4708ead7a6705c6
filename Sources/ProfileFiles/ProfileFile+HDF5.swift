import HDF5

extension ProfileFile {
  /// Whether bytes begin as an HDF5 file does.
  static func isHDF5(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  /// Reads profiles from an HDF5 file.
  ///
  /// The time column is a dataset of one dimension: texts of the stamp format, or numbers with an
  /// attribute `units` such as `minutes since 2016-01-01T00:00` (the CF conventions; years that
  /// leave out leap days are refused), or without one if the stamp format is one of the epoch's. A
  /// reference time that names its offset from UTC counts in instants; one that does not is shown by
  /// the clocks of the declared zone, as stamps are.
  ///
  /// A column is a dataset of one dimension with as many finite numbers as there are stamps, named
  /// by its path; or a column of a dataset of two, named with its index from 0: `load[3]`.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the file.
  ///   - name: The name of the file, for messages.
  ///   - columns: The columns to read, in the order of the result; `nil` for all datasets of one
  ///     dimension in the root group that hold numbers, save the stamps.
  ///   - description: What the file's numbers and stamps mean.
  static func read(
    hdf5 bytes: [UInt8], named name: String, columns: [String]?,
    description: ProfileFileDescription
  ) throws(ProfileFileError) -> ProfileTable {
    let reader = HDF5ProfileReader(fileName: name, description: description)
    do {
      return try reader.read(HDF5File(openingImage: bytes, named: name), columns: columns)
    } catch let error as HDF5Error {
      throw ProfileFileError(file: name, message: "can't read the HDF5 file: \(error.reason).")
    } catch let error as ProfileFileError {
      throw error
    } catch {
      throw ProfileFileError(file: name, message: "\(error)")
    }
  }
}
