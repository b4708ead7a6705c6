import CHDF5
import Synchronization

/// An open HDF5 file, closed when the value goes out of scope.
///
/// A file has one owner. Hand it on with `consuming` or lend it with `borrowing`; a second writer
/// is a compile-time error. Files are never locked, so that others can read while one is written,
/// and nothing in them depends on the time of day.
public struct HDF5File: ~Copyable, HDF5Container, Sendable {
  let identifier: Identifier

  public var rawIdentifier: Int64 { identifier.rawValue }

  public var fileIdentifier: Int64 { identifier.file ?? identifier.rawValue }

  /// The version of the HDF5 library, such as `1.10.8`.
  public static var libraryVersion: String {
    var numbers: (major: UInt32, minor: UInt32, release: UInt32) = (0, 0, 0)
    _ = query { unsafe H5get_libversion(&numbers.major, &numbers.minor, &numbers.release) }
    return "\(numbers.major).\(numbers.minor).\(numbers.release)"
  }

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be.
  ///   - replaces: Whether a file that is there is replaced; otherwise it is an error.
  /// - Throws: ``HDF5Error`` when the file cannot be created there.
  public init(creatingAt path: String, replaces: Bool = false) throws(HDF5Error) {
    let attempt = "create the file '\(path)'"
    let creation = try Self.creation(to: attempt)
    let access = try Self.access(to: attempt)
    let flags = replaces ? chdf5_replace() : chdf5_create_new()
    identifier = try Identifier(.file, to: attempt) {
      unsafe H5Fcreate(path, flags, creation.rawValue, access.rawValue)
    }
  }

  /// Opens a file for reading.
  ///
  /// - Throws: ``HDF5Error`` when there is no HDF5 file there.
  public init(openingAt path: String) throws(HDF5Error) {
    let attempt = "open the file '\(path)'"
    let access = try Self.access(to: attempt)
    identifier = try Identifier(.file, to: attempt) {
      unsafe H5Fopen(path, chdf5_read_only(), access.rawValue)
    }
  }

  /// Opens the bytes of a file for reading; they are copied.
  ///
  /// - Parameters:
  ///   - image: All bytes of the file.
  ///   - name: A name for messages.
  /// - Throws: ``HDF5Error`` when the bytes are no HDF5 file.
  public init(openingImage image: [UInt8], named name: String) throws(HDF5Error) {
    let attempt = "open the file '\(name)'"
    let access = try Self.access(to: attempt)
    try call(to: attempt) { H5Pset_fapl_core(access.rawValue, 1 << 16, false) }
    var image = image
    try call(to: attempt) {
      // SAFETY: the library copies the bytes during the call.
      unsafe H5Pset_file_image(access.rawValue, &image, image.count)
    }
    // The library takes images of one name for one file.
    let number = Self.imageCount.wrappingAdd(1, ordering: .relaxed).newValue
    identifier = try Identifier(.file, to: attempt) {
      unsafe H5Fopen("\(name) #\(number)", chdf5_read_only(), access.rawValue)
    }
  }

  private static let imageCount = Atomic<Int>(0)

  /// Hands to the operating system what is still in memory.
  ///
  /// - Throws: ``HDF5Error`` when it cannot be written.
  public func flush() throws(HDF5Error) {
    try call(to: "write the file", in: fileIdentifier) { H5Fflush(rawIdentifier, H5F_SCOPE_LOCAL) }
  }

  /// Closes the file, with all that is open in it, and reports what went wrong with that.
  public consuming func close() throws(HDF5Error) {
    try identifier.close(to: "close the file")
  }

  static func creation(to attempt: String) throws(HDF5Error) -> Identifier {
    let creation = try Identifier(.properties, to: attempt) { H5Pcreate(chdf5_file_creation()) }
    try creation.trackCreationOrder(ofMembers: true, to: attempt)
    // Small nodes of the chunk index: most datasets have a handful of chunks.
    try call(to: attempt) { H5Pset_istore_k(creation.rawValue, 8) }
    return creation
  }

  static func access(to attempt: String) throws(HDF5Error) -> Identifier {
    let access = try Identifier(.properties, to: attempt) { H5Pcreate(chdf5_file_access()) }
    try call(to: attempt) {
      H5Pset_libver_bounds(access.rawValue, H5F_LIBVER_EARLIEST, H5F_LIBVER_V110)
    }
    try call(to: attempt) { H5Pset_fclose_degree(access.rawValue, H5F_CLOSE_STRONG) }
    try call(to: attempt) { H5Pset_file_locking(access.rawValue, false, true) }
    try limitCache(of: access, to: attempt)
    return access
  }

  /// Keeps the library from caching more and more metadata while a file grows.
  private static func limitCache(
    of access: borrowing Identifier, to attempt: String
  ) throws(HDF5Error) {
    let access = access.rawValue
    var cache = H5AC_cache_config_t()
    cache.version = H5AC__CURR_CACHE_CONFIG_VERSION
    try call(to: attempt) { unsafe H5Pget_mdc_config(access, &cache) }
    cache.set_initial_size = true
    cache.initial_size = 1 << 20
    cache.min_size = 1 << 20
    cache.max_size = 2 << 20
    try call(to: attempt) { unsafe H5Pset_mdc_config(access, &cache) }
  }
}
