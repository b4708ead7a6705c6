import HDF5
import Profiles

extension ProfileFile {
  /// The names of the columns of a file, stamps included, in their order.
  ///
  /// - Throws: ``ProfileFileError`` when the first line or the HDF5 file cannot be read.
  package static func columnNames(
    of bytes: [UInt8], named name: String, description: ProfileFileDescription
  ) throws(ProfileFileError) -> [String] {
    if isHDF5(bytes) {
      let reader = HDF5ProfileReader(fileName: name, description: description)
      do {
        return try reader.seriesNames(of: HDF5File(openingImage: bytes, named: name))
      } catch let error as HDF5Error {
        throw ProfileFileError(file: name, message: "can't read the HDF5 file: \(error.reason).")
      } catch {
        throw ProfileFileError(file: name, message: "\(error)")
      }
    }
    let text = Gzip.isCompressed(bytes) ? try Gzip.decompress(bytes, named: name) : bytes
    let csv = CSVText(
      bytes: text, fileName: name, delimiter: CSVHeader.delimiter(of: text, description))
    return try CSVHeader.names(in: csv).names
  }
}
