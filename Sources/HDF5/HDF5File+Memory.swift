import CHDF5
import Synchronization

extension HDF5File {
  /// Creates a file in memory only, whose bytes ``image()`` gives.
  ///
  /// - Parameter name: A name for messages.
  /// - Throws: ``HDF5Error`` when there is no memory left.
  public init(creatingInMemoryAs name: String) throws(HDF5Error) {
    let attempt = "create the file '\(name)' in memory"
    let creation = try Self.creation(to: attempt)
    let access = try Self.access(to: attempt)
    try call(to: attempt) { H5Pset_fapl_core(access.rawValue, 1 << 18, false) }
    // The library takes files of one name for one file.
    let number = Self.fileCount.wrappingAdd(1, ordering: .relaxed).newValue
    identifier = try Identifier(.file, to: attempt) {
      unsafe H5Fcreate(
        "\(name) #\(number)", chdf5_replace(), creation.rawValue, access.rawValue)
    }
  }

  /// The bytes of the file as they would lie on a disk.
  ///
  /// - Throws: ``HDF5Error`` when the file is not one in memory, or its bytes do not fit there twice.
  public func image() throws(HDF5Error) -> [UInt8] {
    let attempt = "read the bytes of the file"
    try flush()
    let count = try call(to: attempt, in: fileIdentifier) {
      H5Fget_file_image(rawIdentifier, nil, 0)
    }
    var bytes = [UInt8](repeating: 0, count: count)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The array has as many bytes as the library has asked for.
      unsafe H5Fget_file_image(rawIdentifier, &bytes, count)
    }
    return bytes
  }

  private static let fileCount = Atomic<Int>(0)
}
