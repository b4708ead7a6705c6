import CHDF5

/// The C libraries behind this module.
public enum HDF5Library {
  /// The versions that the bytes of a file depend on, such as `HDF5 1.10.8, libdeflate 1.14`.
  public static var versions: String {
    "HDF5 \(H5_VERS_MAJOR).\(H5_VERS_MINOR).\(H5_VERS_RELEASE), "
      + "libdeflate \(ChunkCompressor.libraryVersion)"
  }
}
